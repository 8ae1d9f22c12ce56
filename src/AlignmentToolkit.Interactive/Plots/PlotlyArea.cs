namespace AlignmentToolkit.Interactive.Plots;

/// <summary>The place of a panel in units of the whole drawing, from the bottom left.</summary>
internal readonly record struct PlotlyArea(double Left, double Right, double Bottom, double Top)
{
    private const double GapX = 0.09;
    private const double GapY = 0.16;

    /// <summary>The place of panel <paramref name="index"/> in a grid that is read row by row.</summary>
    public static PlotlyArea Of(int index, int columns, int rows)
    {
        double width = (1 - GapX * (columns - 1)) / columns;
        double height = (1 - GapY * (rows - 1)) / rows;
        double left = index % columns * (width + GapX);
        double top = 1 - index / columns * (height + GapY);
        return new PlotlyArea(left, left + width, top - height, top);
    }
}
