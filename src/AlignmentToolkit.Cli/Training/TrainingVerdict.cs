namespace AlignmentToolkit.Cli.Training;

/// <summary>How <c>toolkit train</c> ended.</summary>
internal enum TrainingVerdict
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>Stopped by the user; what was done is reported.</summary>
    Interrupted,

    /// <summary>Weights became infinite or not a number.</summary>
    Diverged,
}
