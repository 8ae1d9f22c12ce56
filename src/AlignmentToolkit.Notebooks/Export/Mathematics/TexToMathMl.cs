using System.Net;

namespace AlignmentToolkit.Notebooks.Export.Mathematics;

/// <summary>
/// Turns the TeX of a notebook's formulas into MathML, which browsers draw by themselves: no script, no fonts, no network.
/// </summary>
/// <remarks>
/// Covers what papers on learning use: Greek and other letters, scripts, fractions, roots, accents, large operators, functions, brackets
/// that grow, matrices, cases and aligned equations, styles of letters, text, arrows. A command it does not know is shown as text, so
/// nothing disappears. The TeX stays in the page as an annotation.
/// </remarks>
public static class TexToMathMl
{
    /// <summary>Converts a formula.</summary>
    /// <param name="tex">TeX without its dollar signs.</param>
    /// <param name="display">True for a formula on a line of its own.</param>
    /// <returns>One <c>math</c> element.</returns>
    public static string Convert(string tex, bool display)
    {
        ArgumentNullException.ThrowIfNull(tex);
        MathElement formula = MathElement.Row(new TexParser(tex).All());
        string block = display ? " display=\"block\"" : "";
        string source = WebUtility.HtmlEncode(tex.Trim());
        return $"<math{block}><semantics><mrow>{formula.Markup}</mrow>"
            + $"<annotation encoding=\"application/x-tex\">{source}</annotation></semantics></math>";
    }
}
