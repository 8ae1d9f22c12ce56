using System.Text.RegularExpressions;

using AlignmentToolkit.Notebooks.Documents;

using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Turns a value into the MIME bundle a notebook shows.</summary>
/// <remarks>
/// The formatters are those of .NET Interactive, so a type with the convention attribute or a user's <c>Formatter.Register</c> shows the same
/// here and there. Two things differ: <c>text/plain</c> always stands beside <c>text/html</c> (nbgrader and screen readers need it), and the
/// style sheet that the default formatters repeat in every output is left out (the exported page has one).
/// </remarks>
internal static partial class ValueFormatting
{
    private const string ChartType = "Plotly.NET.GenericChart";
    private const string Null = "<null>";

    [GeneratedRegex(@"<style>\s*\.dni-code-hint.*?</style>", RegexOptions.Singleline)]
    private static partial Regex DefaultStyle { get; }

    /// <summary>The representations of a value, in alphabetical order of their types.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeType">The one type wanted, or null for those the value's type prefers.</param>
    public static SortedDictionary<string, string> Bundle(object? value, string? mimeType)
    {
        SortedDictionary<string, string> bundle = new(StringComparer.Ordinal);
        if (value is null)
            bundle[mimeType ?? MimeTypes.Plain] = mimeType == MimeTypes.Html ? "&lt;null&gt;" : Null;
        else if (mimeType is not null)
            bundle[mimeType] = Format(value, mimeType);
        else if (value is string text)
            bundle[MimeTypes.Plain] = text;
        else if (value.GetType().FullName == ChartType)
            ChartBundle.Add(bundle, value);
        else
            AddPreferred(bundle, value);
        return bundle;
    }

    private static void AddPreferred(SortedDictionary<string, string> bundle, object value)
    {
        foreach (string mime in Formatter.GetPreferredMimeTypesFor(value.GetType()))
            bundle[mime] = Format(value, mime);
        if (!bundle.ContainsKey(MimeTypes.Plain))
            bundle[MimeTypes.Plain] = Format(value, MimeTypes.Plain);
    }

    private static string Format(object value, string mime)
    {
        string text = value.ToDisplayString(mime).ReplaceLineEndings("\n");
        return mime == MimeTypes.Html ? DefaultStyle.Replace(text, "") : text;
    }
}
