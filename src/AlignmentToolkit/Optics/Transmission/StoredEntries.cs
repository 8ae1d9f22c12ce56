using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>Writes all entries of a transmission matrix, some columns in each piece.</summary>
internal unsafe struct StoredEntries : IParallelBody
{
    private const int PieceColumns = 64;

    private GaussianEntries _entries;
    private float* _real, _imaginary;
    private int _rows, _columns;

    /// <summary>Fills a matrix.</summary>
    public static void Fill(GaussianEntries entries, Matrix<float> real, Matrix<float> imaginary)
    {
        fixed (float* re = real.Values(), im = imaginary.Values())
        {
            StoredEntries body = new()
            {
                _entries = entries,
                _real = re,
                _imaginary = im,
                _rows = real.RowCount,
                _columns = real.ColumnCount,
            };
            ParallelWork.For((real.ColumnCount + PieceColumns - 1) / PieceColumns, body);
        }
    }

    /// <summary>Writes one piece.</summary>
    public readonly void Invoke(int index)
    {
        const int groupRows = EntryWords.GroupRows;
        int column = index * PieceColumns, columns = Math.Min(PieceColumns, _columns - column);
        nint start = (nint)column * _rows;
        int whole = _rows / groupRows;
        for (int group = 0; group < whole; group++)
        {
            nint place = start + (group * groupRows);
            _entries.Write(group, column, columns, _real + place, _imaginary + place, _rows, groupRows / 2);
        }

        int rest = _rows % groupRows;
        if (rest == 0) return;
        using Workspace.Loan<float> loan = Workspace.Borrow<float>(2 * groupRows * PieceColumns);
        float* real = loan.Start, imaginary = loan.Start + (groupRows * PieceColumns);
        _entries.Write(whole, column, columns, real, imaginary, groupRows, groupRows / 2);
        for (int k = 0; k < columns; k++)
        {
            nint place = start + ((nint)k * _rows) + (whole * groupRows);
            new ReadOnlySpan<float>(real + (k * groupRows), rest).CopyTo(new Span<float>(_real + place, rest));
            new ReadOnlySpan<float>(imaginary + (k * groupRows), rest).CopyTo(new Span<float>(_imaginary + place, rest));
        }
    }
}
