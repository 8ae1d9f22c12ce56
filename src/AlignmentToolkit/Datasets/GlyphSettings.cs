namespace AlignmentToolkit.Datasets;

/// <summary>How unsteady the hand is that writes <see cref="Glyphs"/>.</summary>
public sealed record GlyphSettings
{
    /// <summary>Standard deviation of the rotation, in radians.</summary>
    public float Rotation { get; init; } = 0.17f;

    /// <summary>Standard deviation of the slant: horizontal shift per unit of height.</summary>
    public float Slant { get; init; } = 0.22f;

    /// <summary>Relative standard deviation of width and of height, drawn apart.</summary>
    public float Stretch { get; init; } = 0.12f;

    /// <summary>Greatest shift of the whole figure in either direction, in pixels.</summary>
    public float Shift { get; init; } = 2.5f;

    /// <summary>Standard deviation of each control point, in heights of the figure.</summary>
    public float Jitter { get; init; } = 0.04f;

    /// <summary>Greatest amplitude of the slow wave that bends the figure, in heights of the figure.</summary>
    public float Bend { get; init; } = 0.08f;

    /// <summary>Thinnest pen, in pixels.</summary>
    public float ThinPen { get; init; } = 1.4f;

    /// <summary>Thickest pen, in pixels.</summary>
    public float ThickPen { get; init; } = 3.2f;

    /// <summary>Probability of a stray mark beside or across the figure.</summary>
    public float StrayMark { get; init; } = 0.3f;

    /// <summary>Standard deviation of the noise added to every pixel before it is cut to [0, 1].</summary>
    public float Noise { get; init; } = 0.06f;
}
