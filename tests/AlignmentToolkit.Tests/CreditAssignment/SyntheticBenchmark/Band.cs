using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>The bands of the tables in section 5.</summary>
internal static class Band
{
    /// <summary>
    /// The mean over our seeds lies within three standard deviations of the published mean. Over 3 seeds against 5 the difference of means
    /// has √(1/3 + 1/5) = 0.73 standard deviations, so the band leaves room for a deviation that is itself estimated from few runs.
    /// </summary>
    public static void Holds(double mean, double deviation, Spread here) =>
        Assert.InRange(here.Mean, mean - 3 * deviation, mean + 3 * deviation);
}
