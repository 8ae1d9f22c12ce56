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

    /// <summary>Such as <c>1.3514 (1.3509 to 1.3519)</c>; an exact value stands alone.</summary>
    public override string ToString() => Lower == Upper
        ? FormattableString.Invariant($"{Estimate:G5}")
        : FormattableString.Invariant($"{Estimate:G5} ({Lower:G5} to {Upper:G5})");
}
