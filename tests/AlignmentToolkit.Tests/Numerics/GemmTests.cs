using System.Numerics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

[Collection(nameof(ThreadCount))]
public class GemmTests
{
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Single_precision_product_agrees_with_the_triple_loop(int bits) =>
        ProductCase.Any.Sample(c => AgreesWithTripleLoop<float>(c, Path(bits)), iter: 150);

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Double_precision_product_agrees_with_the_triple_loop(int bits) =>
        ProductCase.Any.Sample(c => AgreesWithTripleLoop<double>(c, Path(bits)), iter: 80);

    [Theory]
    [InlineData(1024, 784, 64, false, false)]
    [InlineData(1024, 64, 784, false, true)]
    [InlineData(10, 1024, 64, false, false)]
    [InlineData(1024, 10, 64, true, false)]
    [InlineData(10, 64, 1024, false, true)]
    public void Shapes_of_a_training_step_agree_with_the_triple_loop(int m, int k, int n, bool transposeA, bool transposeB) =>
        AgreesWithTripleLoop<float>(new ProductCase(m, n, k, transposeA, transposeB, false, 0, 1), VectorPath.Widest);

    [Fact]
    public void Products_with_a_vector_agree_with_the_triple_loop() => Gen.Select(ProductCase.Any, Gen.Bool).Sample(
        (c, column) => AgreesWithTripleLoop<float>(
            column ? c with { N = 1, M = 5 * c.M } : c with { M = 1, N = 5 * c.N }, VectorPath.Widest), iter: 150);

    [Theory]
    [InlineData(600, 1)]
    [InlineData(1, 600)]
    public void Number_of_threads_does_not_change_a_bit_of_a_product_with_a_vector(int m, int n)
    {
        ProductCase c = new(m, n, 500, m == 1, n == 1, true, 1, 7);
        float[] single = ThreadCount.With(1, () => Multiply<float>(c, VectorPath.Widest));
        float[] several = ThreadCount.With(3, () => Multiply<float>(c, VectorPath.Widest));
        Assert.Equal(single.Select(BitConverter.SingleToUInt32Bits), several.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void Number_of_threads_does_not_change_a_bit() => ProductCase.Any.Sample(
        c =>
        {
            // Large enough to be shared out.
            c = c with { M = c.M + 150, N = c.N + 30, K = c.K + 40 };
            float[] single = ThreadCount.With(1, () => Multiply<float>(c, VectorPath.Widest));
            foreach (int threads in new[] { 2, 3 })
            {
                float[] several = ThreadCount.With(threads, () => Multiply<float>(c, VectorPath.Widest));
                Assert.Equal(single.Select(BitConverter.SingleToUInt32Bits), several.Select(BitConverter.SingleToUInt32Bits));
            }
        },
        iter: 40,
        threads: 1);

    [Fact]
    public void Register_width_does_not_change_a_bit_where_multiply_and_add_are_fused()
    {
        if (!System.Runtime.Intrinsics.X86.Fma.IsSupported) Assert.Skip("This processor has no fused multiply-add.");
        ProductCase.Any.Sample(
            c =>
            {
                IEnumerable<uint> narrow = Multiply<float>(c, VectorPath.Vector128).Select(BitConverter.SingleToUInt32Bits);
                Assert.Equal(narrow, Multiply<float>(c, VectorPath.Vector256).Select(BitConverter.SingleToUInt32Bits));
                Assert.Equal(narrow, Multiply<float>(c, VectorPath.Vector512).Select(BitConverter.SingleToUInt32Bits));
            },
            iter: 60);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void The_way_an_operand_lies_does_not_change_a_bit(int bits) => ProductCase.Any.Sample(
        c =>
        {
            // As columns B is read in place where the product is small, as rows it is packed.
            c = c with { TransposeB = false, Gap = 0, Accumulate = false };
            float[] a = c.FillA<float>(), columns = c.FillB<float>(), rows = new float[columns.Length];
            for (int i = 0; i < c.K; i++)
                for (int j = 0; j < c.N; j++) rows[(i * c.N) + j] = columns[i + (j * c.K)];
            ProductCase turned = c with { TransposeB = true };
            float[] inPlace = new float[c.M * c.N], packed = new float[c.M * c.N];
            Gemm.Run(c.A<float>(a), c.B<float>(columns), c.C<float>(inPlace), true, false, default(NoEpilogue<float>), Path(bits));
            Gemm.Run(c.A<float>(a), turned.B<float>(rows), turned.C<float>(packed), true, false, default(NoEpilogue<float>), Path(bits));
            Assert.Equal(packed.Select(BitConverter.SingleToUInt32Bits), inPlace.Select(BitConverter.SingleToUInt32Bits));
        },
        iter: 100);

    [Fact]
    public void A_product_without_terms_is_zero_and_adds_nothing()
    {
        float[] c = [1, 2, 3, 4, 5, 6];
        Gemm.Multiply<float>(default(MatrixSpan<float>).Slice(0, 0, 0, 0), default(MatrixSpan<float>), default(MatrixSpan<float>));
        Gemm.Multiply<float>(
            new MatrixSpan<float>([], 2, 0), new MatrixSpan<float>([], 0, 3), new MatrixSpan<float>(c, 2, 3), accumulate: true);
        Assert.Equal([1, 2, 3, 4, 5, 6], c);
        Gemm.Multiply<float>(new MatrixSpan<float>([], 2, 0), new MatrixSpan<float>([], 0, 3), new MatrixSpan<float>(c, 2, 3));
        Assert.Equal([0, 0, 0, 0, 0, 0], c);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        float[] values = new float[100];
        ArgumentException inner = Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply<float>(
                new MatrixSpan<float>(values, 2, 3), new MatrixSpan<float>(values, 4, 5), new MatrixSpan<float>(new float[10], 2, 5)));
        Assert.Contains("2×3", inner.Message, StringComparison.Ordinal);
        Assert.Contains("4×5", inner.Message, StringComparison.Ordinal);

        ArgumentException outer = Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply<float>(
                new MatrixSpan<float>(values, 2, 3), new MatrixSpan<float>(values, 3, 5), new MatrixSpan<float>(new float[10], 5, 2)));
        Assert.Equal("c", outer.ParamName);
        Assert.Contains("'c' is 5×2", outer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_that_shares_memory_with_an_operand_is_refused()
    {
        float[] values = new float[12];
        ArgumentException error = Assert.Throws<ArgumentException>(() =>
            Gemm.Multiply<float>(
                new MatrixSpan<float>(new float[4], 2, 2), new MatrixSpan<float>(values, 2, 2),
                new MatrixSpan<float>(values.AsSpan(3), 2, 2)));
        Assert.Contains("shares memory with 'b'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_precision_is_refused() => Assert.Throws<NotSupportedException>(() =>
        Gemm.Multiply<Half>(
            new MatrixSpan<Half>(new Half[1], 1, 1), new MatrixSpan<Half>(new Half[1], 1, 1), new MatrixSpan<Half>(new Half[1], 1, 1)));

    [Fact]
    public void A_repeated_product_allocates_nothing()
    {
        float[] a = new float[300 * 300];
        float[] b = new float[300 * 300];
        float[] c = new float[300 * 300];
        ThreadCount.With(1, () =>
        {
            Assert.Equal(0, Allocations.PerCall(Step));
            return 0;
        });

        void Step() => Gemm.Multiply<float>(
            new MatrixSpan<float>(a, 300, 300), new MatrixSpan<float>(b, 300, 300), new MatrixSpan<float>(c, 300, 300));
    }

    private static VectorPath Path(int bits) => bits switch
    {
        128 => VectorPath.Vector128,
        256 => VectorPath.Vector256,
        _ => VectorPath.Vector512,
    };

    private static void AgreesWithTripleLoop<T>(ProductCase c, VectorPath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] before = c.Fill<T>(c.M, c.N, 2);
        T[] after = Multiply<T>(c, path);
        NaiveProduct.AssertClose(c.A(c.FillA<T>()), c.B(c.FillB<T>()), c.C(before), c.C(after), c.Accumulate);
        for (int i = 0; i < after.Length; i++) Assert.Equal(T.IsNaN(before[i]), T.IsNaN(after[i]));
    }

    private static T[] Multiply<T>(ProductCase c, VectorPath path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] result = c.Fill<T>(c.M, c.N, 2);
        Gemm.Run(c.A(c.FillA<T>()), c.B(c.FillB<T>()), c.C(result), true, c.Accumulate, default(NoEpilogue<T>), path);
        return result;
    }
}
