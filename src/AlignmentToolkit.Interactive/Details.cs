using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive;

/// <summary>Something a reader can open: a line that folds out.</summary>
/// <param name="Summary">The line that is always shown.</param>
/// <param name="Content">What folds out: a table, a figure, or any value with a good <c>ToString()</c>.</param>
[TypeFormatterSource(typeof(HtmlFormatters), MimeTypes.Html, MimeTypes.Plain)]
public sealed record Details(string Summary, object Content) : IHtmlValue
{
    /// <summary>A <c>details</c> element.</summary>
    public string ToHtml()
    {
        string content = Content is IHtmlValue value ? value.ToHtml() : $"<pre>{HtmlText.Encode(NumberText.Of(Content))}</pre>";
        return $"<details><summary>{RichText.Html(Summary)}</summary>{content}</details>";
    }

    /// <summary>The line and the content below it.</summary>
    public override string ToString() => $"{RichText.Plain(Summary)}\n{NumberText.Of(Content)}";
}
