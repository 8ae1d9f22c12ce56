using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>Products with a right operand of mostly zeros, against the product that multiplies everything.</summary>
[Collection(nameof(ThreadCount))]
public class SparseProductTests
{
    private static readonly Gen<Case> Cases = Gen.Select(
        Gen.Int[64, 300],
        Gen.Int[1, 200],
        Gen.Frequency((3, Gen.Int[1, 96]), (1, Gen.Int[97, 900])),
        Gen.Double[0, 0.4],
        Gen.Bool,
        Gen.Bool,
        Gen.Int[0, 3],
        Gen.Int[0, 1_000_000],
        (rows, columns, depth, density, transposed, accumulate, gap, seed) =>
            new Case(rows, columns, depth, density, transposed, accumulate, gap, seed)).Where(c => c.Rows * c.Columns * c.Depth > 1 << 20);

    [Theory, InlineData(1), InlineData(2)]
    public void Skipping_zeros_does_not_change_a_bit(int threads) => Cases.Sample(
        c =>
        {
            float[] whole = c.Multiply(VectorPath.Vector256);
            float[] sparse = ThreadCount.With(threads, () => c.Multiply(VectorPath.Widest));
            Assert.Equal(whole.Select(BitConverter.SingleToUInt32Bits), sparse.Select(BitConverter.SingleToUInt32Bits));
        },
        iter: 150,
        threads: 1);

    // Whether zeros are skipped shows where a zero meets a number that is not finite: 0·∞ is NaN when multiplied.
    [Theory]
    [InlineData(0.2, false, true)]
    [InlineData(0.2, true, true)]
    [InlineData(0.6, false, false)]
    [InlineData(0.6, true, false)]
    public void Zeros_are_skipped_where_they_are_many(double density, bool transposed, bool areSkipped)
    {
        Case c = new(256, transposed ? 400 : 60, transposed ? 64 : 400, density, transposed, false, 0, 1);
        float[] a = c.A(), b = [.. c.B().Select(MathF.Abs)], result = c.Result();
        a.AsSpan().Fill(float.PositiveInfinity);
        c.Run(a, b, result, VectorPath.Widest);
        Assert.Equal(!areSkipped, result.Any(float.IsNaN));
    }

    [Fact]
    public void A_repeated_product_allocates_nothing()
    {
        Case c = new(1024, 64, 784, 0.2, false, false, 0, 1);
        float[] a = c.A(), b = c.B(), result = c.Result();
        ThreadCount.With(1, () =>
        {
            Assert.Equal(0, Allocations.PerCall(() => c.Run(a, b, result, VectorPath.Widest)));
            return 0;
        });
    }

    private sealed record Case(
        int Rows, int Columns, int Depth, double Density, bool Transposed, bool Accumulate, int Gap, int Seed)
    {
        public float[] A() => Numbers(Rows + Gap, Depth, 1, 0);

        public float[] B() => Transposed ? Numbers(Columns + Gap, Depth, Density, 1) : Numbers(Depth + Gap, Columns, Density, 1);

        public float[] Result() => Numbers(Rows + Gap, Columns, 1, 2);

        public float[] Multiply(VectorPath path)
        {
            float[] result = Result();
            Run(A(), B(), result, path);
            return result;
        }

        public void Run(float[] a, float[] b, float[] result, VectorPath path)
        {
            ReadOnlyMatrixSpan<float> right = Transposed
                ? new ReadOnlyMatrixSpan<float>(b, Columns, Depth, Columns + Gap).Transpose()
                : new ReadOnlyMatrixSpan<float>(b, Depth, Columns, Depth + Gap);
            MatrixSpan<float> c = new(result, Rows, Columns, Rows + Gap);
            ReadOnlyMatrixSpan<float> left = new(a, Rows, Depth, Rows + Gap);
            Gemm.Run(left, right, c, true, Accumulate, default(NoEpilogue<float>), path);
        }

        private float[] Numbers(int rows, int columns, double density, int stream)
        {
            Random random = new(3 * Seed + stream);
            float[] numbers = new float[rows * columns];
            for (int i = 0; i < numbers.Length; i++)
                numbers[i] = random.NextDouble() < density ? (float)(2 * random.NextDouble() - 1) : 0;
            return numbers;
        }
    }
}
