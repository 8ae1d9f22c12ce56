using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>Every mini-batch is a uniformly random set of exactly b examples, drawn anew each step without replacement.</summary>
/// <remarks>
/// The neighbouring data set has one example replaced, which changes a sum of contributions clipped to C by up to 2C: a step is a
/// <see cref="FixedBatchEvent"/> with noise of z/2 sensitivities [Wang 2019].
/// </remarks>
public sealed record FixedBatches : PrivateBatches
{
    /// <summary>Sampling without replacement.</summary>
    /// <param name="size">b, at least 1.</param>
    public FixedBatches(int size)
        : base(size)
    {
    }

    /// <inheritdoc/>
    public override int Sensitivity => 2;

    /// <inheritdoc/>
    public override PrivacyEvent UnitEvent(double noiseMultiplier, int examples)
    {
        Check(examples);
        return new FixedBatchEvent(examples, Size, new GaussianEvent(noiseMultiplier / Sensitivity));
    }

    /// <inheritdoc/>
    public override BatchSampler Sampler(int examples, RandomStream stream)
    {
        Check(examples);
        return new FixedSampler(examples, Size, stream);
    }
}
