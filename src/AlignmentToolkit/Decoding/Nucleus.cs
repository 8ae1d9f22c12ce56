using System.Buffers;
using System.Numerics.Tensors;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding;

/// <summary>The nucleus of a next-token distribution: the fewest likeliest tokens that hold a given mass [Holtzman 2020].</summary>
public static class Nucleus
{
    // The likeliest few hundred tokens hold the nucleus of nearly every row that a trained model makes.
    private const int Head = 256;

    /// <summary>
    /// S = min{k : Σᵢ≤ₖ P₍ᵢ₎ ≥ p}, where P = softmax(z) and P₍₁₎ ≥ P₍₂₎ ≥ …: how many tokens the model is undecided between.
    /// </summary>
    /// <remarks>
    /// Masses are summed in double precision. The whole row is never sorted, yet the count is the one a full sort gives. At p = 1 it is the
    /// number of logits that aren't −∞.
    /// </remarks>
    /// <param name="logits">z, raw logits.</param>
    /// <param name="mass">p, 0 … 1.</param>
    /// <param name="boundary">What to do when a mass equals p exactly.</param>
    /// <returns>1 … V.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not in 0 … 1.</exception>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere.</exception>
    public static int Count(ReadOnlySpan<float> logits, double mass, NucleusBoundary boundary = NucleusBoundary.AtLeast)
    {
        Demand.Fraction(mass);
        return Cut(logits, mass, boundary).Count;
    }

    /// <summary>The same count from probabilities.</summary>
    /// <param name="probabilities">P, which sums to 1.</param>
    /// <param name="mass">p, 0 … 1.</param>
    /// <param name="boundary">What to do when a mass equals p exactly.</param>
    /// <returns>1 … the number of probabilities; all that aren't 0 at p = 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mass"/> is not in 0 … 1.</exception>
    /// <exception cref="ArgumentException">There are no probabilities, or one is not in 0 … 1.</exception>
    public static int CountOfProbabilities(
        ReadOnlySpan<double> probabilities, double mass, NucleusBoundary boundary = NucleusBoundary.AtLeast)
    {
        Demand.Fraction(mass);
        if (probabilities.IsEmpty) throw new ArgumentException("There are no probabilities.", nameof(probabilities));
        foreach (double probability in probabilities) Demand.Fraction(probability, nameof(probabilities));
        if (mass >= 1) return probabilities.Length - probabilities.Count(0);
        double[] keys = ArrayPool<double>.Shared.Rent(probabilities.Length);
        double[] weights = ArrayPool<double>.Shared.Rent(probabilities.Length);
        Span<double> distances = keys.AsSpan(0, probabilities.Length);
        TensorPrimitives.Log(probabilities, distances);
        TensorPrimitives.Subtract(TensorPrimitives.Max<double>(distances), distances, distances);
        probabilities.CopyTo(weights);
        (int count, _) = MassCut.Find(
            distances, weights.AsSpan(0, probabilities.Length), mass, boundary == NucleusBoundary.Exceeds);
        ArrayPool<double>.Shared.Return(weights);
        ArrayPool<double>.Shared.Return(keys);
        return Math.Max(count, 1);
    }

    /// <summary>Where the nucleus ends: how many tokens it has, the least logit in it, and how many with exactly that logit.</summary>
    internal static NucleusCut Cut(ReadOnlySpan<float> logits, double mass, NucleusBoundary boundary)
    {
        float largest = LogitRow.Largest(logits);
        bool mustExceed = boundary == NucleusBoundary.Exceeds;
        if (mass >= 1) return new NucleusCut(Row.CountSurvivors(logits), float.MinValue, int.MaxValue);
        double target = mass * Mass.Of(logits, largest);
        Span<float> head = stackalloc float[Head];
        head = head[..Largest.InOrder(logits, head)];
        Span<double> weights = stackalloc double[Head];
        Mass.Exponentials(head, largest, weights);
        double sum = 0;
        for (int i = 0; i < head.Length; i++)
        {
            sum += weights[i];
            if (MassCut.IsReached(sum, target, mustExceed)) return CutAt(head[..(i + 1)]);
        }

        return head.Length < Head ? CutAt(head) : CutBeyondHead(logits, largest, target, mustExceed);
    }

    private static NucleusCut CutAt(ReadOnlySpan<float> nucleus)
    {
        float least = nucleus[^1];
        return new NucleusCut(nucleus.Length, least, nucleus.Length - nucleus.IndexOf(least));
    }

    private static NucleusCut CutBeyondHead(ReadOnlySpan<float> logits, float largest, double target, bool mustExceed)
    {
        float[] survivors = ArrayPool<float>.Shared.Rent(logits.Length);
        double[] keys = ArrayPool<double>.Shared.Rent(logits.Length);
        double[] weights = ArrayPool<double>.Shared.Rent(logits.Length);
        ReadOnlySpan<float> values = Row.Survivors(logits, survivors);
        Span<double> distances = keys.AsSpan(0, values.Length);
        Row.DistancesFrom(values, largest, distances);
        Mass.Exponentials(values, largest, weights);
        (int count, double key) = MassCut.Find(distances, weights.AsSpan(0, values.Length), target, mustExceed);
        NucleusCut cut = CutWithin(values, distances, count, key);
        ArrayPool<double>.Shared.Return(weights);
        ArrayPool<double>.Shared.Return(keys);
        ArrayPool<float>.Shared.Return(survivors);
        return cut;
    }

    private static NucleusCut CutWithin(ReadOnlySpan<float> values, ReadOnlySpan<double> distances, int count, double key)
    {
        // A distance may have been rounded, so the least logit is looked up instead of computed back from its distance.
        float least = float.PositiveInfinity;
        int greater = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (distances[i] > key) continue;
            if (distances[i] < key) greater++;
            if (values[i] < least) least = values[i];
        }

        return new NucleusCut(count, least, count - greater);
    }
}
