namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>ε of a single release, from the closed form of δ(ε).</summary>
internal static class ClosedForm
{
    /// <summary>The smallest ε ≥ 0 with δ(ε) ≤ δ, to the last few bits; ∞ if there is none.</summary>
    public static double Epsilon(LossProfile profile, double delta)
    {
        if (profile.Delta(0) <= delta) return 0;
        if (profile.InfiniteMass > delta) return double.PositiveInfinity;
        double high = 1e-3;
        while (profile.Delta(high) > delta)
        {
            high *= 2;
            if (double.IsInfinity(high)) return high;
        }

        double low = high == 1e-3 ? 0 : high / 2;
        for (double middle = 0.5 * (low + high); middle > low && middle < high; middle = 0.5 * (low + high))
        {
            if (profile.Delta(middle) > delta) low = middle;
            else high = middle;
        }

        return high;
    }
}
