using System.Net;
using System.Text;

using AlignmentToolkit.Plotly;

namespace AlignmentToolkit.Notebooks.Export;

/// <summary>The frame of a page that works from a disk or a mail, without a network.</summary>
internal static class HtmlPage
{
    /// <summary>A complete page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">What it shows.</param>
    /// <param name="hasCharts">True to put the chart library in.</param>
    public static string Of(string title, string body, bool hasCharts)
    {
        StringBuilder page = new();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        // An empty picture of its own: a browser would otherwise look for a file.
        page.Append("<link rel=\"icon\" href=\"data:,\">\n");
        page.Append("<title>").Append(WebUtility.HtmlEncode(title)).Append("</title>\n<style>\n").Append(PageAssets.Style)
            .Append("</style>\n</head>\n<body>\n");
        page.Append(body);
        if (hasCharts)
            page.Append(PlotlyScript.Element);
        return page.Append("<script>\n").Append(PageAssets.Script).Append("</script>\n</body>\n</html>\n").ToString();
    }
}
