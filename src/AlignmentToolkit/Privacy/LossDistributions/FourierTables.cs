using System.Collections.Concurrent;

using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>One transform per length: their tables cost more than a transform.</summary>
internal static class FourierTables
{
    private const int LongestKept = 1 << 18;

    private static readonly ConcurrentDictionary<int, RealFourierTransform<double>> Kept = new();

    public static RealFourierTransform<double> Of(int length) => length <= LongestKept
        ? Kept.GetOrAdd(length, static n => new RealFourierTransform<double>(n))
        : new RealFourierTransform<double>(length);
}
