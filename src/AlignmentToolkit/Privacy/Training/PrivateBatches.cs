using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>How the mini-batches of a private run are chosen, and what an accountant may therefore assume of them.</summary>
/// <remarks>
/// The three ways look alike in training and are far apart in what they guarantee: analyses of Poisson sampling do not hold for shuffled
/// mini-batches of fixed size. Each is a type of its own, draws its own indices and states its own <see cref="PrivacyEvent"/>, so that one
/// cannot be drawn and another accounted.
/// </remarks>
public abstract record PrivateBatches
{
    private protected PrivateBatches(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Size = size;
    }

    /// <summary>b, the number by which the sum over a mini-batch is divided: the size, or its expectation, never what was drawn.</summary>
    public int Size { get; }

    /// <summary>
    /// The change of the summed contributions that neighbouring data sets can make, in units of the clipping norm C: 1 where one example is
    /// added or removed, 2 where one is replaced.
    /// </summary>
    public abstract int Sensitivity { get; }

    /// <summary>Number of steps until the end of an epoch, ⌈epochs · N/b⌉: an epoch is as many examples as there are.</summary>
    /// <param name="examples">N.</param>
    /// <param name="epochs">At least 0.</param>
    public virtual long StepsAfter(int epochs, int examples)
    {
        Check(examples);
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return (((long)epochs * examples) + Size - 1) / Size;
    }

    /// <summary>What is repeated: a step, or an epoch.</summary>
    /// <param name="noiseMultiplier">z: the noise added to the sum of a mini-batch has standard deviation z C.</param>
    /// <param name="examples">N, at least b.</param>
    public abstract PrivacyEvent UnitEvent(double noiseMultiplier, int examples);

    /// <summary>How often the unit has been repeated at the end of an epoch.</summary>
    /// <param name="epochs">At least 0.</param>
    /// <param name="examples">N, at least b.</param>
    public virtual long UnitsAfter(int epochs, int examples) => StepsAfter(epochs, examples);

    /// <summary>What a run has released at the end of an epoch.</summary>
    /// <param name="noiseMultiplier">z.</param>
    /// <param name="epochs">At least 1.</param>
    /// <param name="examples">N, at least b.</param>
    public PrivacyEvent EventAfter(double noiseMultiplier, int epochs, int examples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new RepeatedEvent(UnitEvent(noiseMultiplier, examples), UnitsAfter(epochs, examples));
    }

    /// <summary>Draws the mini-batches one after the other.</summary>
    /// <param name="examples">N, at least b.</param>
    /// <param name="stream">
    /// Where they come from. What is gained by sampling holds against somebody who does not know which examples were drawn: a stream of a
    /// published name is for experiments.
    /// </param>
    public abstract BatchSampler Sampler(int examples, RandomStream stream);

    /// <summary>Throws unless N is at least b.</summary>
    private protected void Check(int examples)
    {
        if (examples < Size)
            throw new ArgumentOutOfRangeException(
                nameof(examples), examples, $"Mini-batches of {Size} need at least {Size} examples; there are {examples}.");
    }
}
