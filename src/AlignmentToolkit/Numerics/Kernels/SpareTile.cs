using System.Numerics;
using System.Numerics.Tensors;

namespace AlignmentToolkit.Numerics.Kernels;

/// <summary>A tile computed beside its destination, because it reaches over the edge or because the destination is transposed.</summary>
internal static unsafe class SpareTile
{
    /// <summary>Moves the part of a tile that exists to where it belongs.</summary>
    public static void CopyTo<T>(T* tile, int tileRows, int rows, int columns, T* c, nint cRow, nint cColumn, bool accumulate)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) Copy((float*)tile, tileRows, rows, columns, (float*)c, cRow, cColumn, accumulate);
        else Copy((double*)tile, tileRows, rows, columns, (double*)c, cRow, cColumn, accumulate);
    }

    private static void Copy<T>(T* tile, int tileRows, int rows, int columns, T* c, nint cRow, nint cColumn, bool accumulate)
        where T : unmanaged, INumber<T>
    {
        for (int j = 0; j < columns; j++)
        {
            if (cRow == 1)
            {
                Span<T> column = new(c + (j * cColumn), rows);
                ReadOnlySpan<T> sums = new(tile, rows);
                if (accumulate) TensorPrimitives.Add(sums, column, column);
                else sums.CopyTo(column);
                tile += tileRows;
                continue;
            }

            for (int i = 0; i < rows; i++)
            {
                ref T element = ref c[(i * cRow) + (j * cColumn)];
                element = accumulate ? tile[i] + element : tile[i];
            }

            tile += tileRows;
        }
    }
}
