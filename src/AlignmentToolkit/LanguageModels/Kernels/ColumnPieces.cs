namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>
/// How the columns of a matrix are cut into pieces for a parallel loop. The cut depends on the size alone, so sums that are formed piece by
/// piece come out the same on any number of threads.
/// </summary>
/// <param name="Columns">Number of columns.</param>
/// <param name="Width">Columns in a piece.</param>
internal readonly record struct ColumnPieces(int Columns, int Width)
{
    /// <summary>Numbers in a piece, about: some ten microseconds of light work.</summary>
    private const int PieceSize = 16 * 1024;

    /// <summary>Pieces of a matrix with so many rows.</summary>
    public static ColumnPieces Of(int rows, int columns) => new(columns, Math.Max(1, PieceSize / Math.Max(1, rows)));

    public int Count => (Columns + Width - 1) / Width;

    public int First(int piece) => piece * Width;

    public int End(int piece) => Math.Min(Columns, (piece + 1) * Width);
}
