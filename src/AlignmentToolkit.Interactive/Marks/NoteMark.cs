namespace AlignmentToolkit.Interactive.Marks;

/// <summary>A few words at a place of the drawing.</summary>
/// <param name="Name">The words.</param>
/// <param name="X">Horizontal position.</param>
/// <param name="Y">Vertical position; the words stand above it.</param>
public sealed record NoteMark(string Name, double X, double Y) : Mark(Name, 0);
