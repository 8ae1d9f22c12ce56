namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>A value that shows as HTML.</summary>
/// <remarks>The method is public and named <c>ToHtml</c> because some notebook programs look for exactly that.</remarks>
public interface IHtmlValue
{
    /// <summary>The value as an HTML fragment: no script, no style sheet, readable when attributes are stripped.</summary>
    string ToHtml();
}
