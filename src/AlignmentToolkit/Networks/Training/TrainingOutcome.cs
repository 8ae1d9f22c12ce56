namespace AlignmentToolkit.Networks.Training;

/// <summary>How a training run ended.</summary>
public enum TrainingOutcome
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>It was cancelled; what was finished until then is kept.</summary>
    Cancelled,

    /// <summary>A weight became infinite or not a number; the epoch in which that happened is the last record.</summary>
    Diverged,
}
