namespace AlignmentToolkit.Interactive.Progress;

/// <summary>Where a progress bar is drawn.</summary>
internal interface IProgressOutput
{
    /// <summary>True where a state takes the place of the one before, so that states may be skipped without leaving a trace.</summary>
    bool IsReplaced { get; }

    /// <summary>Shows a state of the bar in place of the one before.</summary>
    void Show(ProgressState state);
}
