namespace AlignmentToolkit.Dynamics;

/// <summary>Refuses times at which nothing can be recorded.</summary>
internal static class TimeList
{
    public static void Check(double[] times)
    {
        ArgumentNullException.ThrowIfNull(times);
        double last = 0;
        foreach (double time in times)
        {
            if (!double.IsFinite(time) || time < last)
                throw new ArgumentException(
                    FormattableString.Invariant($"Times are finite and ascending from 0; {time} comes after {last}."), nameof(times));
            last = time;
        }
    }
}
