using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The distribution of a privacy loss on a grid of equally spaced losses, on a known side of the truth.</summary>
/// <remarks>
/// Mass pᵢ sits at the loss tᵢ = <see cref="Lowest"/> + i h. δ(ε) = p∞ + Σ pᵢ (1 − e^{ε − tᵢ})₊. A lower bound's masses may add up to less
/// than 1.
/// </remarks>
/// <example>
/// One step of private training, and a thousand of them:
/// <code>
/// SampledLoss step = new(0.01, new GaussianLoss(1), AdjacencyDirection.Remove);
/// PrivacyLossDistribution one = PrivacyLossDistribution.Of(step, 1e-3, LossBound.Upper);
/// PrivacyLossDistribution thousand = one.Compose(1000);
/// double delta = thousand.Delta(2);
/// </code>
/// </example>
public sealed class PrivacyLossDistribution
{
    private readonly double[] _masses;

    internal PrivacyLossDistribution(LossGrid grid, double[] masses, double infiniteMass, LossBound bound)
    {
        (Grid, _masses, InfiniteMass, Bound) = (grid, masses, infiniteMass, bound);
    }

    /// <summary>h: distance between neighbouring losses.</summary>
    public double Step => Grid.Step;

    /// <summary>t₀: the first loss.</summary>
    public double Lowest => Grid[0];

    /// <summary>p₀, p₁, …: probability of each loss.</summary>
    public ReadOnlySpan<double> Masses => _masses;

    /// <summary>p∞: probability of an infinite loss.</summary>
    public double InfiniteMass { get; }

    /// <summary>On which side of the truth its δ stands.</summary>
    public LossBound Bound { get; }

    internal LossGrid Grid { get; }

    /// <summary>Discretises one release.</summary>
    /// <param name="profile">The release.</param>
    /// <param name="step">h, positive.</param>
    /// <param name="bound">The side on which to err.</param>
    /// <param name="tailMass">Probability that may be cut off at each end, on the side of <paramref name="bound"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">h is not positive, or the tail mass is not in (0, 1).</exception>
    public static PrivacyLossDistribution Of(LossProfile profile, double step, LossBound bound, double tailMass = 1e-20)
    {
        ArgumentNullException.ThrowIfNull(profile);
        CheckStep(step);
        PrivacyParameter.Delta(tailMass);
        double lowest = profile.LossBelow(Math.Log(tailMass)), highest = profile.LossAbove(tailMass);
        return OnGrid(profile, LossGrid.Covering(lowest, highest, step, LossGrid.OffsetFor(profile, step)), bound);
    }

    /// <summary>Discretises one release from a lowest loss to a highest, both multiples of the step.</summary>
    /// <param name="profile">The release.</param>
    /// <param name="step">h, positive.</param>
    /// <param name="lowestIndex">t₀/h.</param>
    /// <param name="highestIndex">Index of the highest finite loss, above <paramref name="lowestIndex"/>.</param>
    /// <param name="bound">The side on which to err.</param>
    /// <exception cref="ArgumentOutOfRangeException">h is not positive, or there are fewer than two losses.</exception>
    public static PrivacyLossDistribution Of(LossProfile profile, double step, int lowestIndex, int highestIndex, LossBound bound)
    {
        ArgumentNullException.ThrowIfNull(profile);
        CheckStep(step);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(highestIndex, lowestIndex);
        return OnGrid(profile, new LossGrid(step, 0, lowestIndex, highestIndex - lowestIndex + 1), bound);
    }

    /// <summary>δ(ε) of this distribution.</summary>
    /// <param name="epsilon">ε, of either sign.</param>
    public double Delta(double epsilon)
    {
        double sum = 0;
        for (int i = _masses.Length - 1; i >= 0 && Grid[i] > epsilon; i--) sum -= _masses[i] * Exponentials.ExpM1(epsilon - Grid[i]);
        return InfiniteMass + sum;
    }

    /// <summary>The smallest ε ≥ 0 with δ(ε) ≤ δ; ∞ if p∞ alone is more.</summary>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ lies outside (0, 1).</exception>
    public double Epsilon(double delta)
    {
        PrivacyParameter.Delta(delta);
        if (delta < InfiniteMass) return double.PositiveInfinity;
        TailScan scan = new(InfiniteMass, Step);
        for (int i = _masses.Length - 1; i >= 0 && Grid[i] > 0; i--)
        {
            scan.Add(Grid[i], _masses[i]);
            if (scan.DeltaBelow > delta) return Math.Max(0, scan.Solve(delta));
        }

        return 0;
    }

    private static void CheckStep(double step)
    {
        if (!(step > 0 && double.IsFinite(step)))
            throw new ArgumentOutOfRangeException(nameof(step), step, "A grid's step is positive and finite.");
    }

    /// <summary>tilted ← p e^{λt − K(λ)}, which add up to 1.</summary>
    /// <returns>K(λ) = ln Σ p e^{λt}, p∞ left out; −∞ if there is no finite mass.</returns>
    internal double Tilt(double order, Span<double> tilted)
    {
        // Relative to the end at which e^{λt} is largest nothing overflows; what underflows there is nothing beside the rest.
        double end = order >= 0 ? Grid[_masses.Length - 1] : Grid[0];
        for (int i = 0; i < tilted.Length; i++) tilted[i] = order * (Grid[i] - end);
        TensorPrimitives.Exp(tilted, tilted);
        TensorPrimitives.Multiply(tilted, _masses, tilted);
        double sum = TensorPrimitives.Sum<double>(tilted);
        if (sum > 0) TensorPrimitives.Divide(tilted, sum, tilted);
        return (order * end) + Math.Log(sum);
    }

    internal static PrivacyLossDistribution OnGrid(LossProfile profile, LossGrid grid, LossBound bound)
    {
        (PrivacyLossDistribution upper, PrivacyLossDistribution lower) = Bracket(profile, grid);
        return bound == LossBound.Upper ? upper : lower;
    }

    /// <summary>Both bounds on one grid.</summary>
    internal static (PrivacyLossDistribution Upper, PrivacyLossDistribution Lower) Bracket(LossProfile profile, LossGrid grid)
    {
        double[] upper = new double[grid.Count], lower = new double[grid.Count];
        double infiniteUpper = ConnectTheDots.Fill(profile, grid, upper), infiniteLower = TangentPolygon.Fill(profile, grid, upper, lower);
        return (new(grid, upper, infiniteUpper, LossBound.Upper), new(grid, lower, infiniteLower, LossBound.Lower));
    }
}
