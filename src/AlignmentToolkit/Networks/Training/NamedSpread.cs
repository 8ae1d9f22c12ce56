using System.Globalization;

namespace AlignmentToolkit.Networks.Training;

/// <summary>The spread of an angle over repeated runs.</summary>
/// <param name="Name">The two things that the angle lies between, such as <c>W2ᵀ, B1</c>.</param>
/// <param name="Degrees">Mean and standard deviation, in degrees.</param>
public readonly record struct NamedSpread(string Name, Spread Degrees)
{
    /// <summary>Such as <c>∠(W2ᵀ, B1) = 57.7° ± 1.0°</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"∠({Name}) = {Degrees.Mean:F1}° ± {Degrees.StandardDeviation:F1}°");
}
