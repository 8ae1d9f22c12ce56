using AlignmentToolkit.Numerics;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class MatrixReductionsTests
{
    private static readonly Gen<Matrix<float>> s_matrix = Gen.Select(
        Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 1_000_000], (rows, columns, seed) =>
        MatrixArithmeticTests.Whole(rows, columns, new Random(seed)));

    [Fact]
    public void Sums_of_whole_numbers_are_exact() => s_matrix.Sample(a =>
    {
        float[] rows = new float[a.RowCount];
        float[] columns = new float[a.ColumnCount];
        a.RowSumsInto<float>(rows);
        a.ColumnSumsInto<float>(columns);
        Assert.Equal(a.EnumerateRows().Select(row => row.Enumerate().Sum()), rows);
        Assert.Equal(a.EnumerateColumns().Select(column => column.Enumerate().Sum()), columns);
    });

    [Fact]
    public void Norms_agree_with_double_precision() => s_matrix.Sample(a =>
    {
        // n products and sums, and a root, each rounded once: (n + 2) u relative, halved by the root but for its own rounding.
        double u = Math.Pow(2, -24);
        float[] rows = new float[a.RowCount];
        float[] columns = new float[a.ColumnCount];
        a.RowNormsInto<float>(rows);
        a.ColumnNormsInto<float>(columns);
        for (int i = 0; i < rows.Length; i++) AssertRelative(Norm(a.Row(i)), rows[i], (a.ColumnCount + 2) * u);
        for (int j = 0; j < columns.Length; j++) AssertRelative(Norm(a.Column(j)), columns[j], (a.RowCount + 2) * u);
    });

    [Fact]
    public void The_first_of_the_largest_is_chosen()
    {
        Matrix<float> a = Matrix<float>.Build.Dense(4, 3, [1, 5, 5, 2, -3, -2, -1, -1, 9, 0, 0, 9]);
        int[] rows = new int[3];
        a.ArgMaxOfColumnsInto(rows);
        Assert.Equal([1, 2, 0], rows);
    }

    [Fact]
    public void A_destination_of_another_length_is_refused()
    {
        Matrix<float> a = Matrix<float>.Build.Dense(2, 3);
        Assert.Contains(
            "column, 3 in all; 'sums' has 2", Assert.Throws<ArgumentException>(() => a.ColumnSumsInto(new float[2])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "row, 2 in all; 'norms' has 3", Assert.Throws<ArgumentException>(() => a.RowNormsInto(new float[3])).Message,
            StringComparison.Ordinal);
    }

    private static double Norm(Vector<float> v) => Math.Sqrt(v.Enumerate().Sum(x => (double)x * x));

    private static void AssertRelative(double expected, double actual, double tolerance) =>
        Assert.InRange(actual, expected * (1 - tolerance), expected * (1 + tolerance));
}
