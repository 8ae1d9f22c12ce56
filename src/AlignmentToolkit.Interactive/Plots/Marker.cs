namespace AlignmentToolkit.Interactive.Plots;

/// <summary>The shape of a point.</summary>
internal enum Marker
{
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
}
