using System.Collections.Immutable;
using System.Globalization;

using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Tables;

namespace AlignmentToolkit.Interactive;

/// <summary>Results against the paper: quantity, the paper's value, this run's value, a verdict.</summary>
/// <remarks>
/// A verdict is computed from numbers wherever there are numbers; where only a statement can be judged, the judge is a condition of the
/// code
/// (<see cref="Effect"/>) and not the author's wish. Immutable: every method returns a longer table.
/// </remarks>
/// <example><code>
/// new ResultsTable("Forward learning")
///     .Number("test accuracy of FA", paper: 0.978, here: 0.976, tolerance: 0.005, format: "P1", source: "Table 1")
///     .Effect("FA aligns before it memorises", "alignment first (Fig. 2)", "angle 41° at epoch 1", angle &lt; 60)
///     .OutOfReach("ImageNet accuracy", "68.9 %", "needs ImageNet")
/// </code></example>
[TypeFormatterSource(typeof(HtmlFormatters), MimeTypes.Html, MimeTypes.Plain)]
public sealed record ResultsTable : IHtmlValue
{
    /// <summary>An empty table.</summary>
    /// <param name="paper">Short title of the paper, or of the section the results belong to.</param>
    public ResultsTable(string paper)
    {
        ArgumentNullException.ThrowIfNull(paper);
        Paper = paper;
    }

    /// <summary>Short title of the paper.</summary>
    public string Paper { get; }

    /// <summary>The compared quantities.</summary>
    public ImmutableArray<ResultRow> Rows { get; private init; } = [];

    /// <summary>Adds a row whose verdict the caller has reached.</summary>
    /// <param name="quantity">What is compared.</param>
    /// <param name="paper">What the paper reports.</param>
    /// <param name="here">What this run gave.</param>
    /// <param name="verdict">What the comparison says.</param>
    /// <param name="note">Why; shown beside the verdict.</param>
    /// <returns>The longer table.</returns>
    public ResultsTable Row(string quantity, string paper, string here, Verdict verdict, string note = "") =>
        Enum.IsDefined(verdict)
            ? this with { Rows = Rows.Add(new ResultRow(quantity, paper, here, verdict, note)) }
            : throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "A verdict is one of the four named values.");

    /// <summary>Judges a number: it matches when |here − paper| ≤ tolerance.</summary>
    /// <param name="quantity">What is compared.</param>
    /// <param name="paper">The paper's number, finite.</param>
    /// <param name="here">This run's number; NaN and infinities never match.</param>
    /// <param name="tolerance">Largest difference that counts as agreement, in the units of the number, at least 0.</param>
    /// <param name="effectHolds">What to say when the number does not match: true if the effect is nevertheless the paper's.</param>
    /// <param name="format">Format of both numbers; null for four significant digits.</param>
    /// <param name="source">Where in the paper the number stands.</param>
    /// <param name="note">Added to the tolerance in the last column.</param>
    /// <returns>The longer table.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite, or the paper's number is not
    /// finite.</exception>
    public ResultsTable Number(
        string quantity, double paper, double here, double tolerance, bool effectHolds =
            false, string? format = null, string source = "", string note = "")
    {
        Verdict verdict = Judge(paper, here, tolerance, effectHolds);
        string reported = NumberText.Of(paper, format) + (source.Length == 0 ? "" : $" ({source})");
        string width = "tolerance ±" + NumberText.Of(tolerance, format);
        return Row(quantity, reported, NumberText.Of(here, format), verdict, note.Length == 0 ? width : $"{width}; {note}");
    }

    /// <summary>Judges a statement by a condition that the code has evaluated.</summary>
    /// <param name="quantity">What is compared.</param>
    /// <param name="paper">What the paper states.</param>
    /// <param name="here">What this run gave.</param>
    /// <param name="holds">True when this run shows the stated effect.</param>
    /// <param name="note">Why the numbers differ; shown beside the verdict.</param>
    /// <returns>The longer table, its new row judged <see cref="Verdict.EffectMatches"/> or <see cref="Verdict.Differs"/>.</returns>
    public ResultsTable Effect(string quantity, string paper, string here, bool holds, string note = "") =>
        Row(quantity, paper, here, holds ? Verdict.EffectMatches : Verdict.Differs, note);

    /// <summary>Adds a result of the paper that a run of this size cannot judge.</summary>
    /// <param name="quantity">What the paper reports about.</param>
    /// <param name="paper">What it reports.</param>
    /// <param name="reason">What would be needed.</param>
    /// <param name="here">What this run gave, if anything.</param>
    /// <returns>The longer table.</returns>
    public ResultsTable OutOfReach(string quantity, string paper, string reason, string here = "–") =>
        Row(quantity, paper, here, Verdict.NotAtThisScale, reason);

    /// <summary>The verdict on a number: match within the tolerance, else the effect alone, else a difference.</summary>
    /// <param name="paper">The paper's number, finite.</param>
    /// <param name="here">This run's number.</param>
    /// <param name="tolerance">Largest difference that counts as agreement, at least 0.</param>
    /// <param name="effectHolds">True if the effect is the paper's whatever the number.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite, or the paper's number is not
    /// finite.</exception>
    public static Verdict Judge(double paper, double here, double tolerance, bool effectHolds = false)
    {
        if (!double.IsFinite(paper))
            throw new ArgumentOutOfRangeException(nameof(paper), paper, "The paper's number must be finite.");
        if (!double.IsFinite(tolerance) || tolerance < 0)
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is finite and at least 0.");
        // A few rounding errors on the edge of the tolerance are not a difference between papers.
        double slack = 4 * double.Epsilon + 8e-16 * Math.Max(Math.Abs(paper), Math.Abs(here));
        if (double.IsFinite(here) && Math.Abs(here - paper) <= tolerance + slack)
            return Verdict.NumberMatches;
        return effectHolds ? Verdict.EffectMatches : Verdict.Differs;
    }

    /// <summary>How many rows have each verdict, in the order of the enumeration; verdicts that do not occur are left out.</summary>
    public IReadOnlyDictionary<Verdict, int> Counts() =>
        Rows.GroupBy(row => row.Verdict).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The verdicts in one line: "3 numbers match, 1 effect matches, 1 not at this scale".</summary>
    public string Summary() => Rows.IsEmpty
        ? "no results"
        : string.Join(
            ", ", Counts().Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {Counted(pair.Key, pair.Value)}")));

    /// <summary>The table as bare HTML.</summary>
    public string ToHtml() => AsTable().ToHtml() + $"<p>{HtmlText.Encode(Summary())}</p>";

    /// <summary>The table as Markdown with pipes, and the counts below it.</summary>
    public string ToMarkdown() => $"{AsTable().ToMarkdown()}\n{Summary()}\n";

    /// <summary>The table in characters.</summary>
    public override string ToString() => $"{AsTable()}\n{Summary()}";

    private Table AsTable()
    {
        Table table = new("quantity", "paper", "here", "verdict", "note") { Caption = "Results against the paper: " + Paper };
        foreach (ResultRow row in Rows)
            table = table.Row(row.Quantity, row.Paper, row.Here, Named(row.Verdict), row.Note);
        return table;
    }

    private static string Named(Verdict verdict) => verdict switch
    {
        Verdict.NumberMatches => "✓ number matches",
        Verdict.EffectMatches => "≈ effect matches",
        Verdict.NotAtThisScale => "○ not at this scale",
        _ => "✗ differs",
    };

    private static string Counted(Verdict verdict, int count) => verdict switch
    {
        Verdict.NumberMatches => count == 1 ? "number matches" : "numbers match",
        Verdict.EffectMatches => count == 1 ? "effect matches" : "effects match",
        Verdict.NotAtThisScale => "not at this scale",
        _ => count == 1 ? "differs" : "differ",
    };
}
