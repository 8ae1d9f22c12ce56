using System.Text;

namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>Text made safe for HTML and SVG.</summary>
internal static class HtmlText
{
    /// <summary>Escapes &lt; &gt; &amp; and quotes; leaves every other character, Greek letters included, as it is.</summary>
    public static string Encode(string text)
    {
        StringBuilder encoded = new(text.Length);
        foreach (char character in text)
        {
            _ = character switch
            {
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '&' => encoded.Append("&amp;"),
                '"' => encoded.Append("&quot;"),
                // Control characters are not allowed in XML, even escaped.
                < ' ' and not ('\n' or '\t') => encoded,
                _ => encoded.Append(character),
            };
        }

        return encoded.ToString();
    }
}
