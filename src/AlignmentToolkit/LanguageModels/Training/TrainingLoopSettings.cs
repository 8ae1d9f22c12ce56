namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>How long a loop trains, and in what steps.</summary>
public sealed record TrainingLoopSettings
{
    /// <summary>Steps in all, counted from the very first, not negative.</summary>
    public required int Steps { get; init; }

    /// <summary>η of each step.</summary>
    public required StepSchedule LearningRate { get; init; }

    /// <summary>Batches whose gradients are added up before a step is taken, positive.</summary>
    public int BatchesPerStep { get; init; } = 1;

    /// <summary>Refuses values outside their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Steps);
        SettingRequirement.Positive(BatchesPerStep, nameof(BatchesPerStep));
        ArgumentNullException.ThrowIfNull(LearningRate);
    }
}
