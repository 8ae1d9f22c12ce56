using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>The examples in a new random order each epoch, cut into mini-batches of b: what most training code does.</summary>
/// <remarks>
/// The neighbouring data set has one example replaced. It is in one mini-batch of each epoch, the others are the same, so a whole epoch
/// releases no more than one <see cref="GaussianEvent"/> with noise of z/2 sensitivities. Nothing is gained here from the order being
/// secret. The last mini-batch of an epoch may be smaller, and is divided by b too.
/// </remarks>
public sealed record ShuffledBatches : PrivateBatches
{
    /// <summary>Shuffled passes over the examples.</summary>
    /// <param name="size">b, at least 1.</param>
    public ShuffledBatches(int size)
        : base(size)
    {
    }

    /// <inheritdoc/>
    public override int Sensitivity => 2;

    /// <summary>Number of steps until the end of an epoch, epochs · ⌈N/b⌉.</summary>
    /// <param name="examples">N, at least b.</param>
    /// <param name="epochs">At least 0.</param>
    public override long StepsAfter(int epochs, int examples) => epochs * base.StepsAfter(1, examples);

    /// <inheritdoc/>
    public override PrivacyEvent UnitEvent(double noiseMultiplier, int examples)
    {
        Check(examples);
        return new GaussianEvent(noiseMultiplier / Sensitivity);
    }

    /// <summary>The number of epochs: an epoch is the unit.</summary>
    /// <param name="epochs">At least 0.</param>
    /// <param name="examples">N, at least b.</param>
    public override long UnitsAfter(int epochs, int examples)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return epochs;
    }

    /// <inheritdoc/>
    public override BatchSampler Sampler(int examples, RandomStream stream)
    {
        Check(examples);
        return new ShuffledSampler(examples, Size, stream);
    }
}
