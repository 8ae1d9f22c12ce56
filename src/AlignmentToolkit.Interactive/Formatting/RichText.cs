using System.Text;

namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>Labels with subscripts <c>_{…}</c> and superscripts <c>^{…}</c>, as "ε_{g}" or "10^{-3}".</summary>
internal static class RichText
{
    private const string SuperscriptSource = "0123456789+-−()ni";
    private const string SuperscriptTarget = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ";
    private const string SubscriptSource = "0123456789+-−()aehijklmnoprstuvx";
    private const string SubscriptTarget = "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";

    /// <summary>A piece of a label that stands on one line.</summary>
    /// <param name="Text">Its characters.</param>
    /// <param name="Level">−1 for a subscript, 0 for the line, +1 for a superscript.</param>
    public readonly record struct Run(string Text, int Level);

    /// <summary>Splits a label at its subscripts and superscripts. A brace that is never closed is ordinary text.</summary>
    public static IReadOnlyList<Run> Parse(string label)
    {
        List<Run> runs = [];
        int start = 0;
        for (int position = 0; position + 1 < label.Length; position++)
        {
            if (label[position] is not ('_' or '^') || label[position + 1] != '{')
                continue;
            int end = label.IndexOf('}', position + 2);
            if (end < 0)
                break;
            Add(label[start..position], 0);
            Add(label[(position + 2)..end], label[position] == '_' ? -1 : 1);
            start = end + 1;
            position = end;
        }

        Add(label[start..], 0);
        return runs;

        void Add(string text, int level)
        {
            if (text.Length > 0)
                runs.Add(new Run(text, level));
        }
    }

    /// <summary>The label as HTML with <c>sub</c> and <c>sup</c>, which Plotly understands too.</summary>
    public static string Html(string label)
    {
        StringBuilder html = new();
        foreach (Run run in Parse(label))
        {
            string text = HtmlText.Encode(run.Text);
            html.Append(run.Level switch { < 0 => $"<sub>{text}</sub>", > 0 => $"<sup>{text}</sup>", _ => text });
        }

        return html.ToString();
    }

    /// <summary>The label in plain characters: Unicode subscripts where they exist, else <c>_x</c> and <c>^x</c>.</summary>
    public static string Plain(string label)
    {
        StringBuilder plain = new();
        foreach (Run run in Parse(label))
        {
            plain.Append(run.Level switch
            {
                < 0 => Mapped(run.Text, SubscriptSource, SubscriptTarget) ?? "_" + run.Text,
                > 0 => Mapped(run.Text, SuperscriptSource, SuperscriptTarget) ?? "^" + run.Text,
                _ => run.Text,
            });
        }

        return plain.ToString();
    }

    private static string? Mapped(string text, string source, string target) =>
        text.All(character => source.Contains(character))
            ? string.Concat(text.Select(character => target[source.IndexOf(character)]))
            : null;
}
