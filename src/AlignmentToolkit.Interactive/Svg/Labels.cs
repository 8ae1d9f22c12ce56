using AlignmentToolkit.Interactive.Formatting;

namespace AlignmentToolkit.Interactive.Svg;

/// <summary>Carries labels with subscripts through OxyPlot untouched.</summary>
/// <remarks>
/// OxyPlot splits "ε_{g}" into two texts placed by measured widths, which leaves gaps when the reader's font is another one. With the
/// braces replaced by characters of the private use area the label arrives whole, and one <c>text</c> element with <c>tspan</c>s flows in
/// any font.
/// </remarks>
internal static class Labels
{
    private const char Subscript = '\ue000';
    private const char Superscript = '\ue001';
    private const char End = '\ue002';

    /// <summary>A label as OxyPlot may see it.</summary>
    public static string Hide(string label) => string.Concat(RichText.Parse(label).Select(run =>
        run.Level switch { < 0 => $"{Subscript}{run.Text}{End}", > 0 => $"{Superscript}{run.Text}{End}", _ => run.Text }));

    /// <summary>The pieces of a label that came back from OxyPlot.</summary>
    public static IReadOnlyList<RichText.Run> Parse(string label)
    {
        if (label.IndexOfAny([Subscript, Superscript]) < 0)
            return [new RichText.Run(label, 0)];
        List<RichText.Run> runs = [];
        int start = 0;
        int level = 0;
        for (int i = 0; i <= label.Length; i++)
        {
            if (i < label.Length && label[i] is not (Subscript or Superscript or End))
                continue;
            if (i > start)
                runs.Add(new RichText.Run(label[start..i], level));
            start = i + 1;
            level = i < label.Length ? label[i] switch { Subscript => -1, Superscript => 1, _ => 0 } : 0;
        }

        return runs;
    }
}
