using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>Room for a matrix of features × tokens that grows to the largest batch seen and stays.</summary>
/// <param name="rows">Features of a token.</param>
public sealed class TokenBuffer(int rows)
{
    private AlignedNumbers _values = AlignedNumbers.None;
    private int _columns;

    /// <summary>Features of a token.</summary>
    public int Rows => rows;

    /// <summary>The matrix, with the number of columns it was last asked for.</summary>
    public MatrixSpan<float> Matrix => new(_values.Span, rows, _columns);

    /// <summary>Sets the number of columns; what the matrix holds is unspecified after that.</summary>
    /// <param name="columns">Number of tokens.</param>
    public MatrixSpan<float> Resize(int columns)
    {
        int needed = checked(rows * columns);
        if (needed > _values.Count) _values = new AlignedNumbers(needed, isCleared: false);
        _columns = columns;
        return Matrix;
    }
}
