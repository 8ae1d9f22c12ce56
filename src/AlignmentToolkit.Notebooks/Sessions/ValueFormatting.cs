using System.Net;
using System.Text.RegularExpressions;

using AlignmentToolkit.Interactive.Hosting;
using AlignmentToolkit.Notebooks.Documents;

using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Turns a value into the MIME bundle a notebook shows.</summary>
/// <remarks>
/// The formatters are those of .NET Interactive, so a type with the convention attribute or a user's <c>Formatter.Register</c> shows the
/// same here and there. Two things differ: <c>text/plain</c> always stands beside <c>text/html</c> (nbgrader and screen readers need it),
/// and the style sheet that the default formatters repeat in every output is left out (the exported page has one).
/// </remarks>
internal static partial class ValueFormatting
{
    private const string ChartType = "Plotly.NET.GenericChart";
    private const string Null = "<null>";

    [GeneratedRegex(@"<style>\s*\.dni-code-hint.*?</style>", RegexOptions.Singleline)]
    private static partial Regex DefaultStyle { get; }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag { get; }

    /// <summary>The representations of a value, in alphabetical order of their types.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeType">The one type wanted, or null for those the value's type prefers.</param>
    public static SortedDictionary<string, string> Bundle(object? value, string? mimeType) =>
        FormatterScope.Format(() => Formatted(value, mimeType));

    private static SortedDictionary<string, string> Formatted(object? value, string? mimeType)
    {
        SortedDictionary<string, string> bundle = new(StringComparer.Ordinal);
        if (value is null)
            bundle[mimeType ?? MimeTypes.Plain] = mimeType == MimeTypes.Html ? "&lt;null&gt;" : Null;
        else if (mimeType is not null)
            bundle[mimeType] = Tidy(value.ToDisplayString(mimeType), mimeType);
        else if (value is string text)
            bundle[MimeTypes.Plain] = text;
        else if (IsChart(value.GetType()))
            ChartBundle.Add(bundle, value);
        else
            AddPreferred(bundle, value);
        return bundle;
    }

    /// <summary>
    /// Asked by name, so that a notebook without charts never loads F#; a chart's own type is a nested case of the union.
    /// </summary>
    private static bool IsChart(Type? type) => type is not null && (type.FullName == ChartType || IsChart(type.BaseType));

    private static void AddPreferred(SortedDictionary<string, string> bundle, object value)
    {
        foreach ((string mime, string text) in MimeBundle.Of(value))
            bundle[mime] = Tidy(text, mime);
        // What shows as HTML and nothing else is markup; its words are the text.
        if (value is IHtmlContent)
            bundle[MimeTypes.Plain] = WebUtility.HtmlDecode(Tag.Replace(bundle[MimeTypes.Plain], ""));
    }

    private static string Tidy(string text, string mime)
    {
        string lines = text.ReplaceLineEndings("\n");
        return mime == MimeTypes.Html ? DefaultStyle.Replace(lines, "") : lines;
    }
}
