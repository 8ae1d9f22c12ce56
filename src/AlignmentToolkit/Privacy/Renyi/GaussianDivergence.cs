namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>Gaussian noise: D_α = α/(2σ²) [Mironov 2017, corollary 3].</summary>
internal sealed class GaussianDivergence(double noise) : RenyiDivergence
{
    /// <inheritdoc/>
    public override double At(double order) => order / (2 * noise * noise);
}
