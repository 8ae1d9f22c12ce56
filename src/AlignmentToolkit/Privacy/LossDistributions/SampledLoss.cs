using System.Buffers;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Loss of a release about a Poisson sample, in which the differing example takes part with probability q.</summary>
/// <remarks>
/// With P₁ and P₀ the outputs with and without the example and ℓ = ln dP₁/dP₀, the mixture (1 − q) P₀ + q P₁ has the loss
/// ln(1 − q + q e^ℓ) against P₀ when the example is removed, and its negative when it is added. [Koskela 2020; Gopi 2021]
/// </remarks>
public sealed class SampledLoss : LossProfile
{
    private readonly double _logMissing, _logRate;

    /// <summary>Loss of one sampled release.</summary>
    /// <param name="samplingRate">q, above 0 and at most 1.</param>
    /// <param name="release">Loss of the release if the example takes part; its two directions have to be alike, as those of
    /// <see cref="GaussianLoss"/> and <see cref="LaplaceLoss"/> are.</param>
    /// <param name="direction">Which of the two data sets has the example.</param>
    /// <exception cref="ArgumentOutOfRangeException">q is outside (0, 1].</exception>
    public SampledLoss(double samplingRate, LossProfile release, AdjacencyDirection direction)
    {
        ArgumentNullException.ThrowIfNull(release);
        if (!(samplingRate is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(samplingRate), samplingRate, "A sampling rate with a loss to it is above 0 and at most 1.");
        }

        (SamplingRate, Release, Direction) = (samplingRate, release, direction);
        _logMissing = Exponentials.Log1P(-samplingRate);
        _logRate = Math.Log(samplingRate);
    }

    /// <summary>q.</summary>
    public double SamplingRate { get; }

    /// <summary>Loss of the release if the example takes part.</summary>
    public LossProfile Release { get; }

    /// <summary>Which of the two data sets has the example.</summary>
    public AdjacencyDirection Direction { get; }

    /// <inheritdoc/>
    public override double InfiniteMass => Direction == AdjacencyDirection.Remove ? SamplingRate * Release.InfiniteMass : 0;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [.. Release.Atoms.Select(FromRelease)];

    /// <inheritdoc/>
    public override void FillMasses(ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaledReference)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(bounds.Length);
        Span<double> inner = rented.AsSpan(0, bounds.Length);
        if (Direction == AdjacencyDirection.Remove)
        {
            for (int i = 0; i < inner.Length; i++) inner[i] = ToRelease(bounds[i]);
            Release.FillMasses(inner, masses, scaledReference);
            Mix(inner, bounds, masses, scaledReference);
        }
        else
        {
            // The largest losses of the addition are the smallest of the release.
            for (int i = 0; i < inner.Length; i++) inner[^(i + 1)] = ToRelease(-bounds[i]);
            Release.FillMasses(inner, masses, scaledReference);
            MixReversed(inner, bounds, masses, scaledReference);
            masses[..(bounds.Length + 1)].Reverse();
            scaledReference[..(bounds.Length + 1)].Reverse();
        }

        ArrayPool<double>.Shared.Return(rented);
    }

    private double FromRelease(double loss)
    {
        double mixed = Exponentials.Log1P(SamplingRate * Exponentials.ExpM1(loss));
        return Direction == AdjacencyDirection.Remove ? mixed : -mixed;
    }

    /// <summary>ℓ = ln((e^t − (1 − q))/q), −∞ where t is as low as ln(1 − q) or lower; right to a few units of round-off of ℓ or of
    /// t.</summary>
    private double ToRelease(double loss)
    {
        if (SamplingRate == 1) return loss;
        double excess = Exponentials.ExpM1(loss) / SamplingRate;
        if (Math.Abs(excess) < 0.5) return Exponentials.Log1P(excess);
        double above = loss - _logMissing;
        return above switch
        {
            <= 0 => double.NegativeInfinity,
            > 40 => loss + Exponentials.Log1P(-Math.Exp(-above)) - _logRate,
            _ => _logMissing + Math.Log(Exponentials.ExpM1(above)) - _logRate,
        };
    }

    /// <summary>From (P₁, e^ℓ P₀) to ((1 − q) P₀ + q P₁, e^t P₀), where e^t = 1 − q + q e^ℓ.</summary>
    private void Mix(ReadOnlySpan<double> inner, ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaled)
    {
        for (int i = 0; i <= inner.Length; i++)
        {
            int bound = Math.Min(i, inner.Length - 1);
            double without = scaled[i] == 0 ? 0 : scaled[i] * Math.Exp(-inner[bound]);
            if (double.IsNegativeInfinity(inner[bound]) && i == inner.Length) without = 1;
            masses[i] = ((1 - SamplingRate) * without) + (SamplingRate * masses[i]);
            scaled[i] = without * Math.Exp(bounds[bound]);
        }
    }

    /// <summary>
    /// From (P₁, e^ℓ P₀) to (P₀, e^{t} ((1 − q) P₀ + q P₁)), where e^{−t} = 1 − q + q e^ℓ at the lower end of the cell of ℓ.
    /// </summary>
    private void MixReversed(ReadOnlySpan<double> inner, ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaled)
    {
        for (int i = 0; i <= inner.Length; i++)
        {
            int upper = Math.Min(i, inner.Length - 1), lower = Math.Max(i - 1, 0);
            double without = scaled[i] == 0 ? 0 : scaled[i] * Math.Exp(-inner[upper]);
            if (double.IsNegativeInfinity(inner[upper]) && i == inner.Length) without = 1;
            double mixed = ((1 - SamplingRate) * without) + (SamplingRate * masses[i]);
            masses[i] = without;
            scaled[i] = mixed * Math.Exp(bounds[^(lower + 1)]);
        }
    }
}
