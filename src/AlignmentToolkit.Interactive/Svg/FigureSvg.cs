using System.Globalization;
using System.Text;

using AlignmentToolkit.Interactive.Formatting;

using OxyPlot;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Writes figures as one SVG document.</summary>
internal static class FigureSvg
{
    private const int MaximumLength = 58_000;
    private const double TitleSize = 15;

    /// <summary>Pixels above a drawing that its title takes.</summary>
    public const int TitleHeight = 30;

    private const double CaptionSize = 12;
    private static readonly OxyColor Ink = OxyColor.FromRgb(0x22, 0x22, 0x22);
    private static readonly OxyColor Grey = OxyColor.FromRgb(0x55, 0x55, 0x55);

    /// <summary>One document with the figures in rows of <paramref name="columns"/>.</summary>
    /// <remarks>
    /// A document above 58 kB is written again with fewer details until it is small enough; the figure itself keeps every number.
    /// </remarks>
    public static string Write(IReadOnlyList<Figure> panels, int columns, string title = "", string caption = "")
    {
        string svg = "";
        int colours = 32;
        for (double tolerance = 0.15; tolerance < 6; tolerance *= 2)
        {
            svg = Document(panels, columns, title, caption, tolerance, colours);
            if (svg.Length <= MaximumLength)
                break;
            colours = Math.Max(6, colours * 2 / 3);
        }

        return svg;
    }

    private static string Document(IReadOnlyList<Figure> panels, int columns, string title, string caption, double tolerance, int colours)
    {
        PlainSvgContext context = new(tolerance);
        int rows = (panels.Count + columns - 1) / columns;
        double[] widths =
        [
            .. Enumerable.Range(0, columns)
                .Select(column => panels.Where((_, i) => i % columns == column).Max(panel => (double)panel.Width)),
        ];
        double[] heights =
            [.. panels.Chunk(columns).Select(row => row.Max(panel => panel.Height + CaptionHeight(panel.Caption, panel.Width)))];
        // Panels side by side are drawn smaller: a row of three must still fit a page.
        double scale = columns == 1 ? 1 : Math.Max(360.0 / widths.Max(), Math.Min(1, 1080 / widths.Sum()));
        widths = [.. widths.Select(width => width * scale)];
        heights = [.. heights.Select(height => columns == 1 ? height : Math.Max(260, height * Math.Sqrt(scale)))];
        double total = widths.Sum();
        double top = title.Length > 0 ? 32 : 0;
        if (title.Length > 0)
            context.DrawText(
                new ScreenPoint(total / 2, 8), Labels.Hide(title), Ink, "", TitleSize + 1, 700, 0, HorizontalAlignment.Center,
                VerticalAlignment.Top, null);
        for (int i = 0; i < panels.Count; i++)
        {
            OxyRect area = new(
                widths.Take(i % columns).Sum(), top + heights.Take(i / columns).Sum(), widths[i % columns], heights[i / columns]);
            DrawPanel(context, panels[i], area, colours);
        }

        double bottom = top + heights.Sum();
        DrawCaption(context, caption, new OxyRect(0, bottom, total, 0));
        return Frame(context.Elements, total, bottom + CaptionHeight(caption, total), Description(panels, title));
    }

    private static void DrawPanel(PlainSvgContext context, Figure figure, OxyRect area, int colours)
    {
        double titleHeight = figure.Title.Length > 0 ? TitleHeight : 0;
        double captionHeight = CaptionHeight(figure.Caption, area.Width);
        OxyRect plot = new(area.Left, area.Top + titleHeight, area.Width, area.Height - titleHeight - captionHeight);
        if (figure.Title.Length > 0)
        {
            double size = Math.Min(
                TitleSize, TitleSize * (area.Width - 20) / TextMetrics.Measure(Labels.Hide(figure.Title), TitleSize, bold: true).Width);
            context.DrawText(
                new ScreenPoint(area.Left + area.Width / 2, area.Top + 9), Labels.Hide(figure.Title), Ink, "", size, 700, 0,
                HorizontalAlignment.Center, VerticalAlignment.Top, null);
        }

        PlotModel model = PlotBuilder.Build(figure, plot.Width, plot.Height, colours);
        ((IPlotModel)model).Render(context, plot);
        // OxyPlot draws its own exceptions into the picture; a reader must get them as exceptions.
        if (model.GetLastPlotException() is { } exception)
            throw new InvalidOperationException($"The figure '{figure.Title}' cannot be drawn: {exception.Message}", exception);
        DrawCaption(context, figure.Caption, new OxyRect(area.Left, plot.Bottom, area.Width, captionHeight));
    }

    private static void DrawCaption(PlainSvgContext context, string caption, OxyRect area)
    {
        double y = area.Top + 6;
        foreach (string line in Lines(caption, area.Width))
        {
            context.DrawText(
                new ScreenPoint(area.Left + 14, y), Labels.Hide(line), Grey, "", CaptionSize, 400, 0, HorizontalAlignment.Left,
                VerticalAlignment.Top, null);
            y += CaptionSize * 1.35;
        }
    }

    private static double CaptionHeight(string caption, double width) =>
        caption.Length == 0 ? 0 : Lines(caption, width).Count * CaptionSize * 1.35 + 12;

    /// <summary>A caption broken into lines that fit the width.</summary>
    public static List<string> Lines(string caption, double width)
    {
        List<string> lines = [];
        foreach (string word in caption.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = lines.Count > 0 ? $"{lines[^1]} {word}" : word;
            if (lines.Count > 0 && TextMetrics.Measure(Labels.Hide(longer), CaptionSize).Width <= width - 28)
                lines[^1] = longer;
            else
                lines.Add(word);
        }

        return lines;
    }

    private static string Description(IReadOnlyList<Figure> panels, string title) =>
        title.Length > 0 ? title : string.Join("; ", panels.Select(panel => panel.Title).Where(text => text.Length > 0));

    private static string Frame(string elements, double width, double height, string description)
    {
        (string w, string h) = (
            Math.Ceiling(width).ToString(CultureInfo.InvariantCulture), Math.Ceiling(height).ToString(CultureInfo.InvariantCulture));
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" ");
        svg.Append(CultureInfo.InvariantCulture, $"viewBox=\"0 0 {w} {h}\" font-family=\"sans-serif\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{HtmlText.Encode(RichText.Plain(description))}</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"0\" y=\"0\" width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n");
        return svg.Append(elements).Append("</svg>\n").ToString();
    }
}
