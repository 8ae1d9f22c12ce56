namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Equally spaced losses tᵢ = offset + (first + i) h, i = 0 … count − 1.</summary>
/// <param name="Step">h, positive.</param>
/// <param name="Offset">Loss of index 0; sums of losses have the sum of the offsets.</param>
/// <param name="First">Index of the first loss in units of h.</param>
/// <param name="Count">How many losses; at least 2.</param>
internal readonly record struct LossGrid(double Step, double Offset, long First, int Count)
{
    /// <summary>tᵢ.</summary>
    public double this[int i] => Offset + ((First + i) * Step);

    /// <summary>The offset at which a grid contains the most probable single loss, if there is one.</summary>
    public static double OffsetFor(LossProfile profile, double step) =>
        profile.Atoms is [double atom, ..] ? Math.IEEERemainder(atom, step) : 0;

    /// <summary>The grid that reaches from the largest loss at or below one to the smallest at or above another.</summary>
    public static LossGrid Covering(double lowest, double highest, double step, double offset)
    {
        long first = (long)Math.Floor((lowest - offset) / step), last = (long)Math.Ceiling((highest - offset) / step);
        return new LossGrid(step, offset, first, checked((int)Math.Max(2, last - first + 1)));
    }

    /// <summary>values[i] ← tᵢ + shift · h.</summary>
    public void Fill(Span<double> values, double shift = 0)
    {
        for (int i = 0; i < values.Length; i++) values[i] = Offset + ((First + i + shift) * Step);
    }
}
