namespace AlignmentToolkit.Interactive.Progress;

/// <summary>Prints lines, where no output can be replaced: one for every tenth of the work, and every text.</summary>
internal sealed class LineOutput(TextWriter writer) : ILiveOutput
{
    private int _tenths = -1;

    public bool IsReplaced => false;

    public void Show(object value)
    {
        if (value is not ProgressState state)
        {
            writer.WriteLine(value);
            return;
        }

        int tenths = (int)Math.Floor(state.Fraction * 10);
        if (!state.Ended && (tenths <= _tenths || tenths >= 10))
            return;
        _tenths = tenths;
        writer.WriteLine(state.Ended ? state.ToString() : $"{state.Title} {10 * tenths} %");
    }
}
