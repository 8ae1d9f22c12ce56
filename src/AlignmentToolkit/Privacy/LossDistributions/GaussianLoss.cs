using System.Numerics.Tensors;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Loss of Gaussian noise: P = N(1, σ²) and Q = N(0, σ²), so that L ~ N(μ²/2, μ²) with μ = 1/σ.</summary>
/// <remarks>The same in both directions. δ(ε) = Φ(−ε/μ + μ/2) − e^ε Φ(−ε/μ − μ/2). [Balle 2018]</remarks>
public sealed class GaussianLoss : LossProfile
{
    private const int Chunk = 256;

    /// <summary>Loss of one Gaussian release.</summary>
    /// <param name="noiseMultiplier">σ: standard deviation of the noise divided by the sensitivity; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is not positive and finite.</exception>
    public GaussianLoss(double noiseMultiplier)
    {
        if (!(noiseMultiplier > 0 && double.IsFinite(noiseMultiplier)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(noiseMultiplier), noiseMultiplier, "A noise multiplier with a loss to it is positive and finite.");
        }

        NoiseMultiplier = noiseMultiplier;
    }

    /// <summary>σ.</summary>
    public double NoiseMultiplier { get; }

    /// <inheritdoc/>
    public override void FillMasses(ReadOnlySpan<double> bounds, Span<double> masses, Span<double> scaledReference)
    {
        Span<double> standardP = stackalloc double[Chunk], standardQ = stackalloc double[Chunk];
        Span<double> tailP = stackalloc double[Chunk], tailQ = stackalloc double[Chunk];
        Edge below = new(double.NegativeInfinity, 0, 0, true, true);
        for (int start = 0; start < bounds.Length; start += Chunk)
        {
            ReadOnlySpan<double> losses = bounds[start..Math.Min(start + Chunk, bounds.Length)];
            int count = losses.Length;
            Tails(losses, standardP[..count], standardQ[..count], tailP[..count], tailQ[..count]);
            for (int i = 0; i < count; i++)
            {
                Edge above = new(losses[i], tailP[i], tailQ[i], standardP[i] < 0, standardQ[i] < 0);
                (masses[start + i], scaledReference[start + i]) = Between(below, above);
                below = above;
            }
        }

        masses[bounds.Length] = below.IsLowP ? 1 - below.TailP : below.TailP;
        scaledReference[bounds.Length] = below.IsLowQ ? Math.Exp(below.Loss) - below.TailQ : below.TailQ;
    }

    /// <summary>P beyond each loss and e^t times Q beyond it, each on the side that is the smaller.</summary>
    /// <remarks>e^t φ(z_Q) = φ(z_P): one exponential serves both.</remarks>
    private void Tails(ReadOnlySpan<double> losses, Span<double> standardP, Span<double> standardQ, Span<double> tailP, Span<double> tailQ)
    {
        double half = 0.5 / NoiseMultiplier, density = 1 / Math.Sqrt(2 * Math.PI);
        TensorPrimitives.Multiply(losses, NoiseMultiplier, standardP);
        TensorPrimitives.Add(standardP, half, standardQ);
        TensorPrimitives.Subtract(standardP, half, standardP);
        TensorPrimitives.Multiply(standardP, standardP, tailP);
        TensorPrimitives.Multiply(tailP, -0.5, tailP);
        TensorPrimitives.Exp(tailP, tailP);
        TensorPrimitives.Multiply(tailP, density, tailP);
        tailP.CopyTo(tailQ);
        MillsRatio.MultiplyInto(standardP, tailP);
        MillsRatio.MultiplyInto(standardQ, tailQ);
    }

    private static (double Mass, double ScaledReference) Between(Edge below, Edge above)
    {
        double mass = (below.IsLowP, above.IsLowP) switch
        {
            (true, true) => above.TailP - below.TailP,
            (false, false) => below.TailP - above.TailP,
            _ => 1 - below.TailP - above.TailP,
        };

        // What lies below the lower bound in units of e^t at the upper bound; at −∞ there is nothing.
        double lifted = below.TailQ == 0 ? 0 : below.TailQ * Math.Exp(above.Loss - below.Loss);
        double reference = (below.IsLowQ, above.IsLowQ) switch
        {
            (true, true) => above.TailQ - lifted,
            (false, false) => lifted - above.TailQ,
            _ => Math.Exp(above.Loss) - lifted - above.TailQ,
        };
        return (Math.Max(0, mass), Math.Max(0, reference));
    }

    /// <summary>A bound with the tails of P and Q on the smaller side; the latter times e^t.</summary>
    private readonly record struct Edge(double Loss, double TailP, double TailQ, bool IsLowP, bool IsLowQ);
}
