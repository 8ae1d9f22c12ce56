using AlignmentToolkit.Numerics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

[Collection(nameof(ThreadCount))]
public class ProductEpilogueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_unstored_product_is_handed_over_once_and_equals_the_stored_one(int threads) => ProductCase.Any.Sample(
        c =>
        {
            float[] a = c.FillA<float>();
            float[] b = c.FillB<float>();
            float[] stored = new float[c.M * c.N];
            Gemm.Multiply(c.A(a), c.B(b), new MatrixSpan<float>(stored, c.M, c.N));

            float[] seen = new float[c.M * c.N];
            int[] visits = new int[c.M * c.N];
            ThreadCount.With(threads, () =>
            {
                Gemm.Multiply(c.A(a), c.B(b), new Recorder(seen, visits, c.M));
                return 0;
            });
            Assert.All(visits, count => Assert.Equal(1, count));
            Assert.Equal(stored, seen);
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void An_epilogue_changes_each_stored_element_once() => ProductCase.Any.Sample(
        c =>
        {
            float[] a = c.FillA<float>();
            float[] b = c.FillB<float>();
            float[] plain = c.Fill<float>(c.M, c.N, 2);
            float[] doubled = [.. plain];
            Gemm.Multiply(c.A(a), c.B(b), c.C(plain), c.Accumulate);
            Gemm.Multiply(c.A(a), c.B(b), c.C(doubled), default(Doubling), c.Accumulate);
            Assert.Equal(plain.Select(x => 2 * x), doubled);
        },
        iter: 100);

    private readonly struct Recorder(float[] seen, int[] visits, int rows) : IProductEpilogue<float>
    {
        public void Apply(Span<float> product, int row, int column)
        {
            product.CopyTo(seen.AsSpan(row + (column * rows)));
            for (int i = 0; i < product.Length; i++) Interlocked.Increment(ref visits[row + i + (column * rows)]);
        }
    }

    private readonly struct Doubling : IProductEpilogue<float>
    {
        public void Apply(Span<float> product, int row, int column)
        {
            foreach (ref float x in product) x *= 2;
        }
    }
}
