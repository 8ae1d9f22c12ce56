using System.Globalization;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Mean and spread of one quantity over repeated runs.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Standard deviation with n − 1 in the denominator; 0 for a single run.</param>
/// <param name="Count">Number of runs.</param>
public readonly record struct Spread(double Mean, double StandardDeviation, int Count)
{
    /// <summary>Mean and standard deviation of some numbers.</summary>
    /// <param name="values">At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Spread Of(params IReadOnlyCollection<double> values)
    {
        if (values.Count == 0) throw new ArgumentException("At least one value is needed.", nameof(values));
        double mean = values.Average();
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return new Spread(mean, values.Count == 1 ? 0 : Math.Sqrt(squares / (values.Count - 1)), values.Count);
    }

    /// <summary>Such as <c>0.9812 ± 0.0009</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:G4} ± {StandardDeviation:G2}");
}
