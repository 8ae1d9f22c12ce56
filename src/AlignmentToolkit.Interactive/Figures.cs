namespace AlignmentToolkit.Interactive;

/// <summary>Puts figures side by side.</summary>
public static class Figures
{
    /// <summary>One row of figures.</summary>
    /// <param name="panels">At least one figure.</param>
    /// <returns>One drawing.</returns>
    /// <exception cref="ArgumentException">No figure is given.</exception>
    public static FigureRow Row(params Figure[] panels)
    {
        ArgumentNullException.ThrowIfNull(panels);
        return Grid(Math.Max(1, panels.Length), panels);
    }

    /// <summary>Rows of figures.</summary>
    /// <param name="columns">Figures side by side, at least 1.</param>
    /// <param name="panels">At least one figure, row by row.</param>
    /// <returns>One drawing.</returns>
    /// <exception cref="ArgumentException">No figure is given.</exception>
    public static FigureRow Grid(int columns, params Figure[] panels)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return panels.Length == 0
            ? throw new ArgumentException("A row shows at least one figure.", nameof(panels))
            : new FigureRow([.. panels], Math.Min(columns, panels.Length));
    }
}
