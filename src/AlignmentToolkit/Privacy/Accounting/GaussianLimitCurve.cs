namespace AlignmentToolkit.Privacy.Accounting;

/// <summary>The curve of a Gaussian mechanism that many releases resemble.</summary>
/// <param name="noiseMultiplier">σ = 1/μ of that mechanism.</param>
internal sealed class GaussianLimitCurve(double noiseMultiplier) : PrivacyCurve
{
    /// <inheritdoc/>
    protected override PrivacyRange EpsilonAt(double delta) =>
        new(0, GaussianMechanism.Epsilon(noiseMultiplier, delta), double.PositiveInfinity);

    /// <inheritdoc/>
    protected override PrivacyRange DeltaAt(double epsilon) => new(0, GaussianMechanism.Delta(epsilon, noiseMultiplier), 1);

    /// <inheritdoc/>
    protected override string? RemarkAt(double delta) =>
        "the estimate is the limit of many small releases, not a bound; the true ε may be larger";
}
