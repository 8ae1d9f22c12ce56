using System.Globalization;
using System.Text;

using AlignmentToolkit.Interactive.Formatting;

using OxyPlot;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>
/// Lets OxyPlot draw into SVG that survives sanitisers: presentation attributes, no definitions, everything clipped and decimated in
/// numbers.
/// </summary>
/// <param name="tolerance">How far a decimated curve may stray, in pixels.</param>
internal sealed class PlainSvgContext(double tolerance) : ClippingRenderContext
{
    private static readonly OxyRect Everything = new(-1e6, -1e6, 2e6, 2e6);

    private readonly StringBuilder _svg = new();
    private OxyRect _area = Everything;

    /// <summary>The elements drawn so far.</summary>
    public string Elements => _svg.ToString();

    /// <inheritdoc/>
    public override void DrawLine(
        IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[]? dashArray,
        LineJoin lineJoin)
    {
        if (stroke.IsInvisible() || thickness <= 0)
            return;
        StringBuilder path = new();
        foreach (List<ScreenPoint> piece in Clipping.Curve(points, _area))
            AppendPath(path, Thinned(piece));
        AppendStroke(path, stroke, thickness, dashArray);
    }

    /// <inheritdoc/>
    public override void DrawLineSegments(
        IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[]? dashArray,
        LineJoin lineJoin)
    {
        if (stroke.IsInvisible() || thickness <= 0)
            return;
        StringBuilder path = new();
        for (int i = 0; i + 1 < points.Count; i += 2)
        {
            foreach (List<ScreenPoint> piece in Clipping.Curve([points[i], points[i + 1]], _area))
                AppendPath(path, piece);
        }

        AppendStroke(path, stroke, thickness, dashArray);
    }

    /// <inheritdoc/>
    public override void DrawPolygon(
        IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode,
        double[]? dashArray, LineJoin lineJoin) =>
        DrawPolygons([points], fill, stroke, thickness, edgeRenderingMode, dashArray, lineJoin);

    /// <inheritdoc/>
    public override void DrawPolygons(
        IList<IList<ScreenPoint>> polygons, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode,
        double[]? dashArray, LineJoin lineJoin)
    {
        StringBuilder path = new();
        foreach (IList<ScreenPoint> polygon in polygons)
        {
            List<ScreenPoint> inside = Clipping.Polygon(polygon, _area);
            if (inside.Count > 2)
                AppendPath(path, inside.Count > 40 ? Thinned(inside) : inside, close: true);
        }

        AppendArea(path, fill, stroke, thickness);
    }

    /// <inheritdoc/>
    public override void DrawRectangle(OxyRect rect, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode)
    {
        OxyRect inside = rect.Intersect(_area);
        if (inside.Width <= 0 || inside.Height <= 0 || (fill.IsInvisible() && stroke.IsInvisible()))
            return;
        _svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{SvgText.Coordinate(inside.Left)}\" y=\"{SvgText.Coordinate(inside.Top)}\" ");
        _svg.Append(
            CultureInfo.InvariantCulture, $"width=\"{SvgText.Coordinate(inside.Width)}\" height=\"{SvgText.Coordinate(inside.Height)}\"");
        AppendPaint(fill, stroke, thickness);
        _svg.Append("/>\n");
    }

    /// <inheritdoc/>
    public override void DrawEllipse(OxyRect rect, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode) =>
        DrawEllipses([rect], fill, stroke, thickness, edgeRenderingMode);

    /// <inheritdoc/>
    public override void DrawEllipses(
        IList<OxyRect> rectangles, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode)
    {
        StringBuilder path = new();
        HashSet<(double, double)> drawn = [];
        foreach (OxyRect ellipse in rectangles)
        {
            // A marker whose centre is outside belongs to a point that is outside; one on top of another is not seen.
            ScreenPoint centre = ellipse.Center;
            double cell = 5 * tolerance;
            if (!_area.Contains(centre) || !drawn.Add((Math.Round(centre.X / cell), Math.Round(centre.Y / cell))))
                continue;
            string radius = SvgText.Number(ellipse.Width / 2);
            string across = SvgText.Number(ellipse.Width);
            path.Append(CultureInfo.InvariantCulture, $"M{SvgText.Coordinate(ellipse.Left)} {SvgText.Coordinate(centre.Y)}");
            path.Append(CultureInfo.InvariantCulture, $"a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0-{across} 0z");
        }

        AppendArea(path, fill, stroke, thickness);
    }

    /// <summary>Fills rectangles of one colour, without a seam between neighbours.</summary>
    public void FillCells(IEnumerable<OxyRect> cells, OxyColor fill)
    {
        StringBuilder path = new();
        foreach (OxyRect cell in cells)
        {
            OxyRect inside = cell.Intersect(_area);
            if (inside.Width > 0 && inside.Height > 0)
            {
                string width = SvgText.Coordinate(inside.Width);
                path.Append(CultureInfo.InvariantCulture, $"M{SvgText.Coordinate(inside.Left)} {SvgText.Coordinate(inside.Top)}");
                path.Append(CultureInfo.InvariantCulture, $"h{width}v{SvgText.Coordinate(inside.Height)}h-{width}z");
            }
        }

        if (path.Length > 0)
            _svg.Append(
                CultureInfo.InvariantCulture, $"<path d=\"{path}\"{SvgText.Paint("fill", fill)} shape-rendering=\"crispEdges\"/>\n");
    }

    /// <inheritdoc/>
    public override void DrawText(
        ScreenPoint p,
        string text,
        OxyColor fill,
        string fontFamily,
        double fontSize,
        double fontWeight,
        double rotate,
        HorizontalAlignment halign,
        VerticalAlignment valign,
        OxySize? maxSize)
    {
        if (string.IsNullOrEmpty(text))
            return;
        // Where the base line lies below the top of the letters, in units of the font size; dominant-baseline is not known everywhere.
        double drop = valign switch { VerticalAlignment.Top => 0.95, VerticalAlignment.Middle => 0.36, _ => -0.22 } * fontSize;
        double angle = rotate * Math.PI / 180;
        ScreenPoint start = new(p.X - drop * Math.Sin(angle), p.Y + drop * Math.Cos(angle));
        string anchor = halign switch
        {
            HorizontalAlignment.Center => " text-anchor=\"middle\"",
            HorizontalAlignment.Right => " text-anchor=\"end\"",
            _ => "",
        };
        string weight = fontWeight > 500 ? " font-weight=\"bold\"" : "";
        string turn = rotate == 0
            ? ""
            : $" transform=\"rotate({SvgText.Number(rotate)} {SvgText.Coordinate(start.X)} {SvgText.Coordinate(start.Y)})\"";
        _svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{SvgText.Coordinate(start.X)}\" y=\"{SvgText.Coordinate(start.Y)}\" font-size=\"{SvgText.Number(fontSize)}\"");
        _svg.Append(CultureInfo.InvariantCulture, $"{weight}{anchor}{SvgText.Paint("fill", fill)}{turn}>");
        AppendRuns(text, fontSize);
        _svg.Append("</text>\n");
    }

    /// <inheritdoc/>
    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight) =>
        string.IsNullOrEmpty(text) ? OxySize.Empty : TextMetrics.Measure(text, fontSize, fontWeight > 500);

    /// <inheritdoc/>
    protected override void SetClip(OxyRect clippingRectangle) => _area = clippingRectangle;

    /// <inheritdoc/>
    protected override void ResetClip() => _area = Everything;

    private void AppendRuns(string text, double fontSize)
    {
        double shift = 0;
        foreach (RichText.Run run in Labels.Parse(text))
        {
            double wanted = run.Level switch { < 0 => 0.25, > 0 => -0.38, _ => 0 } * fontSize;
            string encoded = HtmlText.Encode(run.Text);
            if (wanted == shift && run.Level == 0)
                _svg.Append(encoded);
            else if (run.Level == 0)
                _svg.Append(CultureInfo.InvariantCulture, $"<tspan dy=\"{SvgText.Number(wanted - shift)}\">{encoded}</tspan>");
            else
                _svg.Append(
                    CultureInfo.InvariantCulture,
                    $"<tspan dy=\"{SvgText.Number(wanted - shift)}\" font-size=\"{SvgText.Number(TextMetrics.ScriptSize * fontSize)}\">")
                    .Append(encoded).Append("</tspan>");
            shift = wanted;
        }
    }

    private List<ScreenPoint> Thinned(List<ScreenPoint> points) => [.. Decimation.Kept(points, tolerance).Select(i => points[i])];

    private static void AppendPath(StringBuilder path, List<ScreenPoint> points, bool close = false)
    {
        for (int i = 0; i < points.Count; i++)
        {
            path.Append(i == 0 ? 'M' : i == 1 ? 'L' : ' ');
            path.Append(SvgText.Coordinate(points[i].X)).Append(' ').Append(SvgText.Coordinate(points[i].Y));
        }

        if (close)
            path.Append('z');
    }

    private void AppendStroke(StringBuilder path, OxyColor stroke, double thickness, double[]? dashArray)
    {
        if (path.Length == 0)
            return;
        string dashes = dashArray is { Length: > 0 }
            ? $" stroke-dasharray=\"{string.Join(' ', dashArray.Select(dash => SvgText.Number(dash * thickness)))}\""
            : "";
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\"{SvgText.Paint("stroke", stroke)} ");
        _svg.Append(CultureInfo.InvariantCulture, $"stroke-width=\"{SvgText.Number(thickness)}\" stroke-linejoin=\"round\"{dashes}/>\n");
    }

    private void AppendArea(StringBuilder path, OxyColor fill, OxyColor stroke, double thickness)
    {
        if (path.Length == 0 || (fill.IsInvisible() && stroke.IsInvisible()))
            return;
        _svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\"");
        AppendPaint(fill, stroke, thickness);
        _svg.Append("/>\n");
    }

    private void AppendPaint(OxyColor fill, OxyColor stroke, double thickness)
    {
        _svg.Append(SvgText.Paint("fill", fill));
        if (!stroke.IsInvisible() && !stroke.IsUndefined() && thickness > 0)
            _svg.Append(SvgText.Paint("stroke", stroke)).Append(
                CultureInfo.InvariantCulture, $" stroke-width=\"{SvgText.Number(thickness)}\"");
    }
}
