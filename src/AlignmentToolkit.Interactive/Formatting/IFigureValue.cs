namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>A value that shows as a drawing: static SVG, and the same drawing for Plotly.</summary>
public interface IFigureValue : IHtmlValue
{
    /// <summary>The drawing as plain SVG: presentation attributes only, so that it survives the sanitisers of code hosting sites.</summary>
    string ToSvg();

    /// <summary>The drawing as the JSON of a Plotly figure: an object with <c>data</c> and <c>layout</c>.</summary>
    string ToPlotlyJson();
}
