using System.Text;

using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Tables;

/// <summary>Writes tables as HTML and as aligned characters.</summary>
internal static class TableText
{
    /// <summary>A bare <c>table</c>: no class, no style; numbers aligned right by the old attribute that sanitisers keep.</summary>
    public static string Html(Table table)
    {
        StringBuilder html = new("<table>");
        if (table.Caption.Length > 0)
            html.Append("<caption>").Append(RichText.Html(table.Caption)).Append("</caption>");
        html.Append("<thead><tr>");
        for (int column = 0; column < table.Columns.Length; column++)
            html.Append(Cell("th", RichText.Html(table.Columns[column].Name), IsNumeric(table, column)));
        html.Append("</tr></thead><tbody>");
        for (int row = 0; row < table.Rows.Length; row++)
        {
            html.Append("<tr>");
            for (int column = 0; column < table.Columns.Length; column++)
                html.Append(Cell("td", CellHtml(table, row, column), IsNumeric(table, column)));
            html.Append("</tr>");
        }

        return html.Append("</tbody></table>").ToString();
    }

    /// <summary>The table in characters: a heading, a rule, the rows.</summary>
    public static string Plain(Table table)
    {
        string[] heading = [.. table.Columns.Select(column => RichText.Plain(column.Name))];
        string[][] rows = [.. Enumerable.Range(0, table.Rows.Length).Select(row =>
            Enumerable.Range(0, heading.Length).Select(column => CellText(table, row, column)).ToArray())];
        int[] widths = [.. heading.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max())];

        StringBuilder text = new();
        if (table.Caption.Length > 0)
            text.Append(RichText.Plain(table.Caption)).Append('\n');
        AppendLine(heading);
        AppendLine([.. widths.Select(width => new string('-', width))]);
        foreach (string[] row in rows)
            AppendLine(row);
        return text.ToString().TrimEnd('\n');

        void AppendLine(string[] cells)
        {
            IEnumerable<string> aligned = cells.Select((cell, column) =>
                IsNumeric(table, column) ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]));
            text.Append(string.Join("  ", aligned).TrimEnd()).Append('\n');
        }
    }

    /// <summary>What a cell says, on one line.</summary>
    public static string CellText(Table table, int row, int column)
    {
        object? value = table.Rows[row][column];
        return value is string text ? RichText.Plain(text) : NumberText.Of(value, table.Columns[column].Format).ReplaceLineEndings(" ");
    }

    /// <summary>Whether a column holds numbers: as it says itself, or by its first value.</summary>
    public static bool IsNumeric(Table table, int column) =>
        table.Columns[column].IsNumeric
        ?? table.Rows.Select(row => row[column]).FirstOrDefault(value => value is not null) is { } first && IsNumber(first);

    private static string Cell(string element, string html, bool numeric) =>
        numeric ? $"<{element} align=\"right\">{html}</{element}>" : $"<{element} align=\"left\">{html}</{element}>";

    private static string CellHtml(Table table, int row, int column) => table.Rows[row][column] switch
    {
        IHtmlValue value => value.ToHtml(),
        string text => RichText.Html(text),
        _ => HtmlText.Encode(CellText(table, row, column)),
    };

    private static bool IsNumber(object value) =>
        value is double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong;
}
