namespace AlignmentToolkit.Privacy.Events;

/// <summary>A release with Gaussian noise on it.</summary>
/// <param name="NoiseMultiplier">σ: standard deviation of the noise divided by the L2 sensitivity of the release; at least 0, where 0
/// stands
/// for no noise (nothing is private) and ∞ for noise alone (nothing is released).</param>
/// <exception cref="ArgumentOutOfRangeException">σ is negative or not a number.</exception>
public sealed record GaussianEvent(double NoiseMultiplier) : PrivacyEvent
{
    /// <summary>σ: standard deviation of the noise divided by the L2 sensitivity of the release.</summary>
    public double NoiseMultiplier
    {
        get;
        init => field = PrivacyParameter.NoiseMultiplier(value, nameof(NoiseMultiplier));
    } = PrivacyParameter.NoiseMultiplier(NoiseMultiplier);

    /// <summary>Such as <c>Gaussian noise σ = 1.1</c>.</summary>
    public override string ToString() => $"Gaussian noise σ = {PrivacyParameter.Text(NoiseMultiplier)}";
}
