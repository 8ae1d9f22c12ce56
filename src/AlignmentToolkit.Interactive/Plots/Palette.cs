namespace AlignmentToolkit.Interactive.Plots;

/// <summary>Colours, dash patterns and markers of the styles 0, 1, 2, …</summary>
/// <remarks>
/// Seven colours of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with any colour vision tell apart (their yellow is left
/// out: too pale on white). Colours, dashes and markers repeat after different numbers, so twenty-one styles and more differ in at least
/// one.
/// </remarks>
internal static class Palette
{
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
    private static readonly double[][] DashPatterns = [[], [7, 3], [2, 2.5], [8, 3, 2, 3], [12, 3], [5, 2, 1.5, 2, 1.5, 2]];
    private static readonly string[] PlotlyDashes =
        ["solid", "7px,3px", "2px,2.5px", "8px,3px,2px,3px", "12px,3px", "5px,2px,1.5px,2px,1.5px,2px"];
    private static readonly Marker[] Markers = [Marker.Circle, Marker.Square, Marker.Triangle, Marker.Diamond, Marker.Cross];

    /// <summary>The colour of a style, as #rrggbb.</summary>
    public static string Colour(int style) => Colours[style % Colours.Length];

    /// <summary>The lengths of its dashes and gaps in pixels; empty for a solid line.</summary>
    public static double[] Dashes(int style) => DashPatterns[style % DashPatterns.Length];

    /// <summary>The same in Plotly's words.</summary>
    public static string PlotlyDash(int style) => PlotlyDashes[style % PlotlyDashes.Length];

    /// <summary>The marker in Plotly's words.</summary>
    public static string PlotlySymbol(int style) => MarkerOf(style) switch
    {
        Marker.Square => "square",
        Marker.Triangle => "triangle-up",
        Marker.Diamond => "diamond",
        Marker.Cross => "x",
        _ => "circle",
    };

    /// <summary>The marker of a style.</summary>
    public static Marker MarkerOf(int style) => Markers[style % Markers.Length];

    /// <summary>Width of the white rim that keeps markers apart; in a crowd rims would paint over the neighbours.</summary>
    public static double RimOf(int count) => count > 100 ? 0 : 0.8;
}
