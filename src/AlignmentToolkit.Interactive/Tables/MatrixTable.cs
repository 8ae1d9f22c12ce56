using System.Globalization;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Interactive.Tables;

/// <summary>Matrices and vectors as tables that leave out the middle when they are large.</summary>
internal static class MatrixTable
{
    /// <summary>A matrix, row and column numbers counted from 0.</summary>
    public static Table Of<T>(Matrix<T> matrix, int maximumRows, int maximumColumns)
        where T : struct, IEquatable<T>, IFormattable
    {
        int[] rows = Shown(matrix.RowCount, maximumRows);
        int[] columns = Shown(matrix.ColumnCount, maximumColumns);
        Table table = new([new Column(" ", "0"), .. columns.Select(Heading)])
        {
            Caption = string.Create(
                CultureInfo.InvariantCulture, $"{matrix.RowCount} × {matrix.ColumnCount} matrix of {Kind<T>()} precision"),
        };
        foreach (int row in rows)
            table = table.Row(
                [row < 0 ? "⋮" : row, .. columns.Select(column => row < 0 ? "⋮" : column < 0 ? "…" : (object?)matrix[row, column])]);
        return table;
    }

    /// <summary>A vector as one row.</summary>
    public static Table Of<T>(Vector<T> vector, int maximumEntries)
        where T : struct, IEquatable<T>, IFormattable
    {
        int[] entries = Shown(vector.Count, maximumEntries);
        Table table = new([.. entries.Select(Heading)])
        {
            Caption = string.Create(CultureInfo.InvariantCulture, $"vector of {vector.Count} in {Kind<T>()} precision"),
        };
        return table.Row([.. entries.Select(entry => entry < 0 ? "…" : (object?)vector[entry])]);
    }

    private static Column Heading(int index) =>
        index < 0 ? new Column("…", IsNumeric: true) : new Column(index.ToString(CultureInfo.InvariantCulture), IsNumeric: true);

    private static string Kind<T>() => typeof(T) == typeof(float) ? "single" : "double";

    /// <summary>The indices that are shown; −1 stands for the ones left out.</summary>
    private static int[] Shown(int count, int maximum)
    {
        if (count <= maximum)
            return [.. Enumerable.Range(0, count)];
        int head = (maximum + 1) / 2;
        int tail = maximum - head;
        return [.. Enumerable.Range(0, head), -1, .. Enumerable.Range(count - tail, tail)];
    }
}
