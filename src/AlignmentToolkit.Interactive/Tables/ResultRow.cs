namespace AlignmentToolkit.Interactive.Tables;

/// <summary>One row of a <see cref="ResultsTable"/>.</summary>
/// <param name="Quantity">What is compared.</param>
/// <param name="Paper">What the paper reports, with its place there: "97.2 % (Table 1)".</param>
/// <param name="Here">What this run gave.</param>
/// <param name="Verdict">What the comparison says.</param>
/// <param name="Note">Tolerance, scale, reason of a difference; may be empty.</param>
public sealed record ResultRow(string Quantity, string Paper, string Here, Verdict Verdict, string Note);
