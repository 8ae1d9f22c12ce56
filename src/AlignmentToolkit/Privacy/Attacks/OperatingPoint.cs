namespace AlignmentToolkit.Privacy.Attacks;

/// <summary>How often an attack says "the example was there" at one threshold, where it was and where it was not.</summary>
/// <param name="Threshold">Scores above it count as yes.</param>
/// <param name="FalsePositiveRate">Share of yes without the example.</param>
/// <param name="TruePositiveRate">Share of yes with it.</param>
/// <param name="FalsePositiveUpper">The rate without is hardly larger: the confidence bound of the audit.</param>
/// <param name="TruePositiveLower">The rate with is hardly smaller: the confidence bound of the audit.</param>
public readonly record struct OperatingPoint(
    double Threshold, double FalsePositiveRate, double TruePositiveRate, double FalsePositiveUpper, double TruePositiveLower);
