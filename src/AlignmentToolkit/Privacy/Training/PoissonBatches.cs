using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>Every example is in every mini-batch with probability q = b/N, independently: sizes vary around b.</summary>
/// <remarks>
/// The neighbouring data set has one example more or fewer, and a step is a <see cref="PoissonSampledEvent"/> of rate q
/// [Abadi 2016; Mironov 2019].
/// </remarks>
public sealed record PoissonBatches : PrivateBatches
{
    /// <summary>Poisson sampling with a given expected size.</summary>
    /// <param name="expectedSize">b = q N, at least 1.</param>
    public PoissonBatches(int expectedSize)
        : base(expectedSize)
    {
    }

    /// <inheritdoc/>
    public override int Sensitivity => 1;

    /// <summary>q = b/N.</summary>
    /// <param name="examples">N, at least b.</param>
    public double SamplingRate(int examples)
    {
        Check(examples);
        return (double)Size / examples;
    }

    /// <inheritdoc/>
    public override PrivacyEvent UnitEvent(double noiseMultiplier, int examples) =>
        new PoissonSampledEvent(SamplingRate(examples), new GaussianEvent(noiseMultiplier));

    /// <inheritdoc/>
    public override BatchSampler Sampler(int examples, RandomStream stream) => new PoissonSampler(examples, SamplingRate(examples), stream);
}
