using System.Collections.Immutable;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Tables;

namespace AlignmentToolkit.Interactive;

/// <summary>A table of values with a caption.</summary>
/// <remarks>Immutable: <see cref="Row"/> returns a new table, so a table is built in one expression.</remarks>
/// <example><code>
/// new Table("rule", new Column("accuracy", "P1"), "angle / °") { Caption = "Test set" }
///     .Row("BP", 0.981, 0.0)
///     .Row("FA", 0.978, 23.4)
/// </code></example>
[TypeFormatterSource(typeof(HtmlFormatters), MimeTypes.Html, MimeTypes.Plain)]
public record Table : IHtmlValue
{
    /// <summary>An empty table.</summary>
    /// <param name="columns">At least one column; a text stands for a column of that name.</param>
    /// <exception cref="ArgumentException">No column is given.</exception>
    public Table(params Column[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0)
            throw new ArgumentException("A table has at least one column; none was given.", nameof(columns));
        Columns = [.. columns];
    }

    /// <summary>The columns from left to right.</summary>
    public ImmutableArray<Column> Columns { get; }

    /// <summary>The rows from top to bottom, each as long as <see cref="Columns"/>.</summary>
    public ImmutableArray<ImmutableArray<object?>> Rows { get; private init; } = [];

    /// <summary>A line above the table; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Adds a row at the end.</summary>
    /// <param name="values">One value a column; numbers are formatted by the column, null shows as a dash.</param>
    /// <returns>The longer table.</returns>
    /// <exception cref="ArgumentException">The number of values is not the number of columns.</exception>
    public Table Row(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length == Columns.Length
            ? this with { Rows = Rows.Add([.. values]) }
            : throw new ArgumentException(
                $"A row of this table has {Columns.Length} values ({string.Join(", ", Columns.Select(column => column.Name))}); "
                + $"{values.Length} were given.",
                nameof(values));
    }

    /// <summary>The table as a bare <c>table</c> element.</summary>
    public virtual string ToHtml() => TableText.Html(this);

    /// <summary>The table as Markdown with pipes, for a page that is read as a file.</summary>
    public virtual string ToMarkdown() => TableMarkdown.Of(this);

    /// <summary>The table in characters, columns aligned.</summary>
    public override string ToString() => TableText.Plain(this);
}
