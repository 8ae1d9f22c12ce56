using System.Text;

using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Tables;

/// <summary>Writes tables as Markdown, for pages that are read as files.</summary>
internal static class TableMarkdown
{
    /// <summary>The caption in bold, then a table with pipes whose numbers are aligned right.</summary>
    public static string Of(Table table)
    {
        StringBuilder text = new();
        if (table.Caption.Length > 0)
            text.Append("**").Append(RichText.Plain(table.Caption)).Append("**\n\n");
        AppendLine(table.Columns.Select(column => Escaped(RichText.Plain(column.Name))));
        AppendLine(table.Columns.Select((_, column) => TableText.IsNumeric(table, column) ? "--:" : "---"));
        for (int row = 0; row < table.Rows.Length; row++)
            AppendLine(Enumerable.Range(0, table.Columns.Length).Select(column => Escaped(TableText.CellText(table, row, column))));
        return text.ToString();

        void AppendLine(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    // An asterisk or an underscore between letters would otherwise start emphasis.
    private static string Escaped(string cell) => cell
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);
}
