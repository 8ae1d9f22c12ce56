using AlignmentToolkit.Networks.Optimisation;

namespace AlignmentToolkit.Networks.Training;

/// <summary>How a network is trained. The defaults are those of the published MNIST runs, shortened to 10 epochs.</summary>
public sealed record TrainingSettings
{
    /// <summary>Passes over the training examples, at least 0; a rule's epochs of preparation count. Default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>B, from 1 to the number of training examples. Default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>η of each epoch; a number is a constant schedule. Starts after a rule's epochs of preparation. Default 0.1.</summary>
    public LearningRateSchedule LearningRate { get; init; } = 0.1;

    /// <summary>Probability of dropping a hidden unit, in [0, 1). Default 0.</summary>
    public float Dropout { get; init; }

    /// <summary>
    /// Whether the last mini-batch of an epoch is used when it is smaller than the others. Default false, as in the published code.
    /// </summary>
    public bool KeepIncompleteBatch { get; init; }

    /// <summary>Test examples on which the rule's update is compared with the reference rule's, at least 1. Default 1000.</summary>
    public int ProbeExamples { get; init; } = 1000;

    /// <summary>Whether angles are measured after every epoch. Default true.</summary>
    public bool MeasureAngles { get; init; } = true;

    internal void Validate(TrainingData data)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Epochs, nameof(Epochs));
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1, nameof(BatchSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchSize, data.Training.Count, nameof(BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(ProbeExamples, 1, nameof(ProbeExamples));
        Require.InUnitInterval(Dropout, nameof(Dropout));
    }
}
