namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>An output that can be replaced, also from a later cell or another thread.</summary>
public sealed class DisplayHandle
{
    private readonly RunningCell _cell;

    internal DisplayHandle(RunningCell cell, string displayId)
    {
        _cell = cell;
        DisplayId = displayId;
    }

    /// <summary>Names the output in its session.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in the place of the output.</summary>
    public void Update(object? value) =>
        (RunningCell.Current ?? _cell).Output.Update(ValueFormatting.Bundle(value, null), DisplayId);
}
