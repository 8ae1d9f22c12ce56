using AlignmentToolkit.Numerics;

using MathNet.Numerics;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>
/// Poisson sampling by the gaps between chosen examples, which are geometric: P(gap ≥ k) = (1 − q)ᵏ, so gap = ⌊ln U/ln(1 − q)⌋. It takes as
/// many random numbers as examples are chosen, not as many as there are.
/// </summary>
internal sealed class PoissonSampler(int examples, double rate, RandomStream stream) : BatchSampler
{
    private readonly int[] _indices = new int[examples];
    private readonly double _logMissed = SpecialFunctions.Log1p(-rate);

    public override ReadOnlySpan<int> Next()
    {
        int count = 0;
        for (double next = Gap(); next < examples; next += 1 + Gap()) _indices[count++] = (int)next;
        return _indices.AsSpan(0, count);
    }

    // U in (0, 1]; where q = 1 the logarithm of 1 − q is −∞ and every gap 0.
    private double Gap() => Math.Floor(Math.Log(1 - stream.NextDouble()) / _logMissed);
}
