using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>How a network is trained privately. The defaults suit MNIST.</summary>
public sealed record PrivateTrainingSettings
{
    /// <summary>Passes' worth of examples, at least 1. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>How mini-batches are chosen. Default Poisson sampling with an expected size of 512.</summary>
    public PrivateBatches Batches { get; init; } = new PoissonBatches(512);

    /// <summary>C, the most that one example contributes to a sum, greater than 0; ∞ for no clipping. Default 1.</summary>
    public double ClippingNorm { get; init; } = 1;

    /// <summary>z: the noise on the sum of a mini-batch has standard deviation z C. At least 0 and finite. Default 1.</summary>
    public double NoiseMultiplier { get; init; } = 1;

    /// <summary>δ of the stated ε, in (0, 1); less than 1/N. Default 10⁻⁵.</summary>
    public double Delta { get; init; } = 1e-5;

    /// <summary>η of each epoch; a number is a constant schedule. Default 0.5.</summary>
    public LearningRateSchedule LearningRate { get; init; } = 0.5;

    /// <summary>
    /// The most examples that pass through the network at once, at least 1; larger mini-batches take several passes. It bounds memory and
    /// changes nothing else but rounding. Default 1024.
    /// </summary>
    public int LargestPass { get; init; } = 1024;

    /// <summary>Test examples on which the rule's update is compared with the reference rule's, at least 1. Default 1000.</summary>
    public int ProbeExamples { get; init; } = 1000;

    /// <summary>Whether angles are measured after every epoch. Default true.</summary>
    public bool MeasureAngles { get; init; } = true;

    internal void Validate(TrainingData data)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1, nameof(Epochs));
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestPass, 1, nameof(LargestPass));
        ArgumentOutOfRangeException.ThrowIfLessThan(ProbeExamples, 1, nameof(ProbeExamples));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Batches.Size, data.Training.Count, nameof(Batches));
        Require.FiniteAndNotNegative(NoiseMultiplier, nameof(NoiseMultiplier));
        ClippedGradient.RequirePositive(ClippingNorm, nameof(ClippingNorm));
        PrivacyParameter.Delta(Delta, nameof(Delta));
        if (double.IsInfinity(ClippingNorm)) RequireNoNoise(NoiseMultiplier);
    }

    internal TrainingSettings OfMeasurement() => new() { ProbeExamples = ProbeExamples, MeasureAngles = MeasureAngles };

    private static void RequireNoNoise(double noiseMultiplier)
    {
        if (noiseMultiplier > 0)
            throw new ArgumentOutOfRangeException(
                nameof(noiseMultiplier),
                noiseMultiplier,
                "Without clipping no noise is enough: where the clipping norm is ∞ it must be 0.");
    }
}
