using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics;

/// <summary>Checks of matrix sizes, each with a message that names the sizes found.</summary>
internal static class MatrixShape
{
    /// <summary>Checks a column-major layout and returns the distance between columns.</summary>
    public static int Check(int length, int rows, int columns, int? leadingDimension, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        int stride = leadingDimension ?? rows;
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, rows, nameof(leadingDimension));
        long needed = rows == 0 || columns == 0 ? 0 : ((columns - 1L) * stride) + rows;
        if (length < needed)
        {
            throw new ArgumentException(
                $"A {rows}×{columns} matrix with leading dimension {stride} needs {needed} values; there are {length}.", name);
        }

        return stride;
    }

    /// <summary>Checks that an element is inside a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckElement(int row, int column, int rows, int columns)
    {
        if ((uint)row >= (uint)rows || (uint)column >= (uint)columns) ThrowElement(row, column, rows, columns);
    }

    /// <summary>Checks that a block is inside a matrix.</summary>
    public static void CheckBlock(int row, int column, int blockRows, int blockColumns, int rows, int columns)
    {
        CheckRange(row, blockRows, rows, nameof(row));
        CheckRange(column, blockColumns, columns, nameof(column));

        static void CheckRange(int start, int count, int limit, string name)
        {
            if (start < 0 || count < 0 || start > limit - count)
                throw new ArgumentOutOfRangeException(name, start, $"{count} from {start} on do not fit into {limit}.");
        }
    }

    /// <summary>Checks that A B fits.</summary>
    public static void CheckProduct(int aRows, int aColumns, int bRows, int bColumns, string name)
    {
        if (aColumns != bRows)
        {
            throw new ArgumentException(
                $"A product of a {aRows}×{aColumns} and a {bRows}×{bColumns} matrix (as they are multiplied) needs {aColumns} = {bRows}.",
                name);
        }
    }

    /// <summary>Checks that a destination has the shape of what goes into it.</summary>
    public static void CheckDestination(int rows, int columns, int expectedRows, int expectedColumns, string name)
    {
        if (rows != expectedRows || columns != expectedColumns)
            throw new ArgumentException($"The result is {expectedRows}×{expectedColumns}; '{name}' is {rows}×{columns}.", name);
    }

    /// <summary>Checks that a vector has one number for each of something.</summary>
    public static void CheckLength(int length, int expected, string each, string name)
    {
        if (length != expected)
            throw new ArgumentException($"Needs one number for each {each}, {expected} in all; '{name}' has {length}.", name);
    }

    private static void ThrowElement(int row, int column, int rows, int columns)
    {
        if ((uint)row >= (uint)rows) throw new ArgumentOutOfRangeException(nameof(row), row, $"The matrix has {rows} rows.");
        throw new ArgumentOutOfRangeException(nameof(column), column, $"The matrix has {columns} columns.");
    }
}
