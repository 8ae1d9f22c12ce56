namespace AlignmentToolkit.Interactive.Marks;

/// <summary>A straight reference line across the whole drawing.</summary>
/// <param name="Name">Its label, written along the line.</param>
/// <param name="Value">Where it lies.</param>
/// <param name="IsHorizontal">True for a line at a value of y, false for one at a value of x.</param>
public sealed record RuleMark(string Name, double Value, bool IsHorizontal) : Mark(Name, 0);
