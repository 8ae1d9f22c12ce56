using Xunit;

namespace AlignmentToolkit.Tests.Privacy;

/// <summary>Numbers compared in relation to their size.</summary>
internal static class Relatively
{
    /// <summary>Fails unless |actual − expected| ≤ tolerance · |expected|; infinities have to be equal.</summary>
    public static void Equal(double expected, double actual, double tolerance)
    {
        if (double.IsInfinity(expected)) Assert.Equal(expected, actual);
        else Assert.Equal(expected, actual, tolerance * Math.Abs(expected));
    }
}
