namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>The exact curve of releases with Gaussian noise and no sampling, which together are one Gaussian mechanism.</summary>
/// <param name="noiseMultiplier">σ of that one mechanism, from 0 to ∞.</param>
/// <exception cref="ArgumentOutOfRangeException">σ is negative or not a number.</exception>
public sealed class GaussianPrivacyCurve(double noiseMultiplier) : PrivacyCurve
{
    /// <summary>σ of the one mechanism.</summary>
    public double NoiseMultiplier { get; } = PrivacyParameter.NoiseMultiplier(noiseMultiplier);

    /// <summary>Such as <c>exact curve of Gaussian noise σ = 1.0328</c>.</summary>
    public override string ToString() => $"exact curve of Gaussian noise σ = {PrivacyParameter.Text(NoiseMultiplier, "G5")}";

    /// <inheritdoc/>
    protected override PrivacyRange EpsilonAt(double delta) =>
        PrivacyRange.Exactly(GaussianMechanism.Epsilon(NoiseMultiplier, delta));

    /// <inheritdoc/>
    protected override PrivacyRange DeltaAt(double epsilon) =>
        PrivacyRange.Exactly(GaussianMechanism.Delta(epsilon, NoiseMultiplier));

    /// <inheritdoc/>
    protected override string? RemarkAt(double delta) =>
        NoiseMultiplier == 0 ? "without noise a release shows everything" : null;
}
