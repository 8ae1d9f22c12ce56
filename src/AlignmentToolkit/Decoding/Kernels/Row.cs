using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Kernels;

/// <summary>Passes over one row of logits.</summary>
internal static class Row
{
    private static readonly int s_removedBits = BitConverter.SingleToInt32Bits(float.NegativeInfinity);

    /// <summary>The index of the largest logit, the lowest index where several are largest.</summary>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    public static int IndexOfLargest(ReadOnlySpan<float> logits) => IndexOf(logits, LogitRow.Largest(logits));

    /// <summary>The first index at which a logit equals <paramref name="value"/>; −1 if none does.</summary>
    public static int IndexOf(ReadOnlySpan<float> logits, float value)
    {
        ReadOnlySpan<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        Vector256<float> sought = Vector256.Create(value);
        for (int v = 0; v < vectors.Length; v++)
        {
            uint mask = Vector256.Equals(vectors[v], sought).ExtractMostSignificantBits();
            if (mask != 0) return (v * Vector256<float>.Count) + BitOperations.TrailingZeroCount(mask);
        }

        for (int i = vectors.Length * Vector256<float>.Count; i < logits.Length; i++)
            if (logits[i] == value) return i;
        return -1;
    }

    /// <summary>Divides all logits.</summary>
    /// <remarks>A row stays in the cache from stage to stage; general-purpose loops use stores that bypass it and cost far more.</remarks>
    public static void Divide(Span<float> logits, float divisor)
    {
        Span<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        Vector256<float> divisors = Vector256.Create(divisor);
        foreach (ref Vector256<float> vector in vectors) vector /= divisors;
        foreach (ref float logit in logits[(vectors.Length * Vector256<float>.Count)..]) logit /= divisor;
    }

    /// <summary>Removes the tokens with a logit less than <paramref name="threshold"/>.</summary>
    public static void KeepAtLeast(Span<float> logits, float threshold) => KeepWithin(logits, threshold, float.PositiveInfinity);

    /// <summary>Removes the tokens with a logit outside [<paramref name="least"/>, <paramref name="most"/>].</summary>
    public static void KeepWithin(Span<float> logits, float least, float most)
    {
        Span<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        Vector256<float> removed = Vector256.Create(float.NegativeInfinity);
        Vector256<float> lower = Vector256.Create(least);
        Vector256<float> upper = Vector256.Create(most);
        foreach (ref Vector256<float> vector in vectors)
        {
            Vector256<float> isKept = Vector256.GreaterThanOrEqual(vector, lower) & Vector256.LessThanOrEqual(vector, upper);
            vector = Vector256.ConditionalSelect(isKept, vector, removed);
        }

        foreach (ref float logit in logits[(vectors.Length * Vector256<float>.Count)..])
            if (!(logit >= least && logit <= most)) logit = float.NegativeInfinity;
    }

    /// <summary>Of the tokens whose logit equals <paramref name="value"/>, keeps the first <paramref name="kept"/>.</summary>
    public static void KeepFirstOfEqual(Span<float> logits, float value, int kept)
    {
        Span<float> rest = logits;
        for (int i = IndexOf(rest, value); i >= 0; i = IndexOf(rest, value))
        {
            if (--kept < 0) rest[i] = float.NegativeInfinity;
            rest = rest[(i + 1)..];
        }
    }

    /// <summary>Number of logits that equal <paramref name="value"/>.</summary>
    public static int CountEqual(ReadOnlySpan<float> logits, float value)
    {
        int count = 0;
        for (int i = IndexOf(logits, value); i >= 0; i = IndexOf(logits, value))
        {
            count++;
            logits = logits[(i + 1)..];
        }

        return count;
    }

    /// <summary>The smallest single-precision number that is not less than <paramref name="bound"/>.</summary>
    /// <remarks>Comparing a logit with it decides as comparing with the bound in double precision does.</remarks>
    public static float AtLeast(double bound)
    {
        float rounded = (float)bound;
        return rounded < bound ? float.BitIncrement(rounded) : rounded;
    }

    /// <summary>Number of tokens that are not removed.</summary>
    public static int CountSurvivors(ReadOnlySpan<float> logits) =>
        logits.Length - MemoryMarshal.Cast<float, int>(logits).Count(s_removedBits);

    /// <summary>The logits that are not −∞, in order: the row itself if nothing has been removed.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="room">As long as the row; may be written to.</param>
    public static ReadOnlySpan<float> Survivors(ReadOnlySpan<float> logits, Span<float> room) =>
        CountSurvivors(logits) == logits.Length ? logits : room[..GatherAtLeast(logits, float.MinValue, room)];

    /// <summary>dᵢ ← |c − zᵢ|, in double precision.</summary>
    /// <param name="logits">z.</param>
    /// <param name="centre">c.</param>
    /// <param name="distances">d, of the length of z.</param>
    public static void DistancesFrom(ReadOnlySpan<float> logits, double centre, Span<double> distances)
    {
        ReadOnlySpan<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        Span<Vector256<double>> written = MemoryMarshal.Cast<double, Vector256<double>>(distances);
        Vector256<double> centres = Vector256.Create(centre);
        for (int v = 0; v < vectors.Length; v++)
        {
            (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(vectors[v]);
            written[2 * v] = Vector256.Abs(centres - lower);
            written[(2 * v) + 1] = Vector256.Abs(centres - upper);
        }

        for (int i = vectors.Length * Vector256<float>.Count; i < logits.Length; i++) distances[i] = Math.Abs(centre - logits[i]);
    }

    /// <summary>Copies the logits of at least <paramref name="threshold"/>, in order, and returns how many there are.</summary>
    public static int GatherAtLeast(ReadOnlySpan<float> logits, float threshold, Span<float> gathered)
    {
        ReadOnlySpan<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(logits);
        Vector256<float> least = Vector256.Create(threshold);
        int count = 0;
        for (int v = 0; v < vectors.Length; v++)
        {
            uint mask = Vector256.GreaterThanOrEqual(vectors[v], least).ExtractMostSignificantBits();
            for (; mask != 0; mask &= mask - 1)
                gathered[count++] = logits[(v * Vector256<float>.Count) + BitOperations.TrailingZeroCount(mask)];
        }

        foreach (float logit in logits[(vectors.Length * Vector256<float>.Count)..])
            if (logit >= threshold) gathered[count++] = logit;
        return count;
    }
}
