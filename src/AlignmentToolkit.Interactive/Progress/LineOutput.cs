namespace AlignmentToolkit.Interactive.Progress;

/// <summary>Prints a line for every tenth of the work, where no output can be replaced.</summary>
internal sealed class LineOutput(TextWriter writer) : IProgressOutput
{
    private int _tenths = -1;

    public bool IsReplaced => false;

    public void Show(ProgressState state)
    {
        int tenths = (int)Math.Floor(state.Fraction * 10);
        if (!state.Ended && (tenths <= _tenths || tenths >= 10))
            return;
        _tenths = tenths;
        writer.WriteLine(state.Ended ? state.ToString() : $"{state.Title} {10 * tenths} %");
    }
}
