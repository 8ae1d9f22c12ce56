using System.Globalization;

namespace AlignmentToolkit.Networks.Training;

/// <summary>An angle and the two things it lies between.</summary>
/// <param name="Name">Such as <c>W2ᵀ, B1</c>.</param>
/// <param name="Degrees">0 for parallel, 90 for orthogonal, 180 for opposed; NaN where one of the two is zero.</param>
public readonly record struct NamedAngle(string Name, double Degrees)
{
    /// <summary>Such as <c>∠(W2ᵀ, B1) = 57.3°</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"∠({Name}) = {Degrees:F1}°");
}
