namespace AlignmentToolkit.Datasets;

/// <summary>One movement of the pen through control points.</summary>
/// <param name="IsCurve">True for a smooth curve (Catmull–Rom) through the points, false for straight lines between them.</param>
/// <param name="Points">x, y, x, y, …; x to the right and y downwards, the figure filling the unit square.</param>
internal sealed record GlyphStroke(bool IsCurve, float[] Points)
{
    /// <summary>How many control points there are.</summary>
    public int Count => Points.Length / 2;

    public static GlyphStroke Line(params float[] points) => new(false, points);

    public static GlyphStroke Curve(params float[] points) => new(true, points);
}
