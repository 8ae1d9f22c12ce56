namespace AlignmentToolkit.Interactive.Progress;

/// <summary>One place in a notebook that shows one value after another.</summary>
internal interface ILiveOutput
{
    /// <summary>True where a value takes the place of the one before, so that values may be skipped without leaving a trace.</summary>
    bool IsReplaced { get; }

    /// <summary>Shows a value in place of the one before.</summary>
    void Show(object value);
}
