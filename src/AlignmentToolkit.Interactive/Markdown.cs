using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive;

/// <summary>Markdown made by a cell: prose with numbers that were computed just now.</summary>
/// <param name="Text">CommonMark text.</param>
[TypeFormatterSource(typeof(MarkdownFormatters), MimeTypes.Markdown, MimeTypes.Plain)]
public sealed record Markdown(string Text) : IHtmlValue
{
    /// <summary>The text as it stands, for programs that know no Markdown.</summary>
    public string ToHtml() => $"<pre>{HtmlText.Encode(Text)}</pre>";

    /// <summary>The text as it stands.</summary>
    public override string ToString() => Text;
}
