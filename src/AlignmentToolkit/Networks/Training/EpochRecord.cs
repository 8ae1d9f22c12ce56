namespace AlignmentToolkit.Networks.Training;

/// <summary>What was measured after one epoch. The same seed gives the same record, bit for bit; times are kept elsewhere.</summary>
public sealed record EpochRecord
{
    /// <summary>Epochs trained so far; 0 is the network before training.</summary>
    public required int Epoch { get; init; }

    /// <summary>η of this epoch; null before training and where the rule only prepares.</summary>
    public double? LearningRate { get; init; }

    /// <summary>Mean loss of the mini-batches of this epoch, each before its step; null where nothing is learned.</summary>
    public double? TrainingLoss { get; init; }

    /// <summary>Accuracy in [0, 1] on the mini-batches of this epoch, each before its step; null where nothing is learned.</summary>
    public double? TrainingAccuracy { get; init; }

    /// <summary>Accuracy in [0, 1] on the validation examples after this epoch; null where there are none.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Accuracy in [0, 1] on the test examples after this epoch.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>Angles between forward weights and the rule's feedback, as the rule defines them.</summary>
    public IReadOnlyList<NamedAngle> FeedbackAngles { get; init; } = [];

    /// <summary>∠(G_l, G_l of the reference rule) of each weight layer on the probe examples; empty without a reference rule.</summary>
    public IReadOnlyList<NamedAngle> UpdateAngles { get; init; } = [];

    /// <summary>Whether all weights were finite numbers.</summary>
    public bool IsFinite { get; init; } = true;
}
