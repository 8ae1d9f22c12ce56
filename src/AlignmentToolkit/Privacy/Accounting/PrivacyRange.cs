namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>What an accountant knows about an ε or a δ.</summary>
/// <param name="Lower">The true value isn't smaller; 0 where nothing better is known.</param>
/// <param name="Estimate">The best single answer.</param>
/// <param name="Upper">The guarantee: the true value isn't larger. ∞ for an ε, 1 for a δ where nothing better is known.</param>
public readonly record struct PrivacyRange(double Lower, double Estimate, double Upper)
{
    /// <summary>A value that is known exactly.</summary>
    /// <param name="value">The value.</param>
    public static PrivacyRange Exactly(double value) => new(value, value, value);

    /// <summary>A value of which an upper bound is all that is known; the bound is the estimate as well.</summary>
    /// <param name="bound">The bound.</param>
    public static PrivacyRange AtMost(double bound) => new(0, bound, bound);

    /// <summary>Such as <c>1.3514 (1.3509 to 1.3518)</c>; <c>4.2168</c> where it is exact, <c>≤ 1.5598</c> where only a bound is known and
    /// <c>≈ 1.2639 (no bound)</c> where there is none.</summary>
    public override string ToString()
    {
        string estimate = PrivacyParameter.Text(Estimate, "G5");
        if (Lower == Upper) return estimate;
        if (Upper > Estimate && (double.IsInfinity(Upper) || (Upper == 1 && Lower == 0))) return $"≈ {estimate} (no bound)";
        if (Lower == 0 && Estimate == Upper) return $"≤ {estimate}";
        return $"{estimate} ({PrivacyParameter.Text(Lower, "G5")} to {PrivacyParameter.Text(Upper, "G5")})";
    }
}
