namespace AlignmentToolkit.Privacy.Events;

/// <summary>A release with Laplace noise on it.</summary>
/// <param name="NoiseMultiplier">b: scale of the noise, whose density is exp(−|x|/b)/(2b), divided by the L1 sensitivity of the release; at
/// least 0, where 0 stands for no noise and ∞ for noise alone.</param>
/// <exception cref="ArgumentOutOfRangeException">b is negative or not a number.</exception>
public sealed record LaplaceEvent(double NoiseMultiplier) : PrivacyEvent
{
    /// <summary>b: scale of the noise divided by the L1 sensitivity of the release.</summary>
    public double NoiseMultiplier
    {
        get;
        init => field = PrivacyParameter.NoiseMultiplier(value, nameof(NoiseMultiplier));
    } = PrivacyParameter.NoiseMultiplier(NoiseMultiplier);

    /// <summary>Such as <c>Laplace noise b = 1.1</c>.</summary>
    public override string ToString() => $"Laplace noise b = {PrivacyParameter.Text(NoiseMultiplier)}";
}
