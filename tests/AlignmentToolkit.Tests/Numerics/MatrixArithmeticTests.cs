using AlignmentToolkit.Numerics;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class MatrixArithmeticTests
{
    // Whole numbers below 2¹² have exact products and sums in single precision, so results are compared exactly.
    private static readonly Gen<(Matrix<float> Y, Matrix<float> X)> s_pair =
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 1_000_000], (rows, columns, seed) =>
        {
            Random random = new(seed);
            return (Whole(rows, columns, random), Whole(rows, columns, random));
        });

    [Fact]
    public void Arithmetic_in_place_is_that_of_single_elements() => s_pair.Sample(pair =>
    {
        (Matrix<float> y, Matrix<float> x) = pair;
        Matrix<float> sum = y.Clone();
        sum.AddScaled(-3, x);
        Matrix<float> product = y.Clone();
        product.HadamardBy(x);
        Matrix<float> scaled = y.Clone();
        scaled.ScaleBy(7);
        for (int i = 0; i < y.RowCount; i++)
        {
            for (int j = 0; j < y.ColumnCount; j++)
            {
                Assert.Equal(y[i, j] - (3 * x[i, j]), sum[i, j]);
                Assert.Equal(y[i, j] * x[i, j], product[i, j]);
                Assert.Equal(7 * y[i, j], scaled[i, j]);
            }
        }
    });

    [Fact]
    public void A_vector_is_added_to_each_column() => s_pair.Sample(pair =>
    {
        float[] v = [.. Enumerable.Range(0, pair.Y.RowCount).Select(i => (float)i)];
        Matrix<float> y = pair.Y.Clone();
        y.AddToEachColumn<float>(v);
        for (int i = 0; i < y.RowCount; i++)
        {
            for (int j = 0; j < y.ColumnCount; j++) Assert.Equal(pair.Y[i, j] + i, y[i, j]);
        }
    });

    [Fact]
    public void Different_shapes_are_named()
    {
        Matrix<float> y = Matrix<float>.Build.Dense(2, 3);
        string message = Assert.Throws<ArgumentException>(() => y.AddScaled(1, Matrix<float>.Build.Dense(3, 2))).Message;
        Assert.Contains("2×3", message, StringComparison.Ordinal);
        Assert.Contains("3×2", message, StringComparison.Ordinal);
        Assert.Contains(
            "row, 2 in all; 'v' has 3", Assert.Throws<ArgumentException>(() => y.AddToEachColumn<float>([1, 2, 3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_matrix_is_refused_with_a_way_out()
    {
        Matrix<float> sparse = Matrix<float>.Build.Sparse(2, 2);
        Matrix<float> dense = Matrix<float>.Build.Dense(2, 2);
        Assert.Contains(
            "DenseOfMatrix", Assert.Throws<ArgumentException>(() => sparse.MultiplyInto(dense, dense)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "DenseOfVector", Assert.Throws<ArgumentException>(() => Vector<float>.Build.Sparse(2).AsSpan()).Message,
            StringComparison.Ordinal);
    }

    internal static Matrix<float> Whole(int rows, int columns, Random random) =>
        Matrix<float>.Build.Dense(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => (float)random.Next(-2000, 2000))]);
}
