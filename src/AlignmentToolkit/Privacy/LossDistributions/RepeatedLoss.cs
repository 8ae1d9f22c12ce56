using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The sum of independent losses with one distribution, on the same grid, by a power in Fourier space.</summary>
/// <remarks>
/// To look at and to experiment with. Each mass carries a rounding error of about 1e-16, so δ below 1e-11 or so means nothing;
/// <see cref="PrivacyLossAccountant"/> bounds such errors and goes further by tilting. [Koskela 2020; Gopi 2021]
/// </remarks>
public static class RepeatedLoss
{
    private const double LogTail = -41.5;    // 1e-18 at each end
    private const int MostPoints = 1 << 24;

    /// <summary>The loss of several releases, each of which has this loss.</summary>
    /// <remarks>
    /// p∞ becomes 1 − (1 − p∞)ᵀ. The grid covers all but 10⁻¹⁸ of the probability at each end, found by Chernoff's bound; for an upper
    /// bound that much is added to p∞.
    /// </remarks>
    /// <param name="release">One release.</param>
    /// <param name="count">T, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">T is less than 1, or the grid would have more than 2²⁴ points.</exception>
    public static PrivacyLossDistribution Compose(this PrivacyLossDistribution release, long count)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (count == 1) return release;

        LossGrid grid = GridOfSum(release, count);
        double[] circle = new double[grid.Count];
        for (int i = 0; i < release.Masses.Length; i++) circle[PlaceOn(grid, release.Grid.First + i)] += release.Masses[i];
        RaiseToPower(circle, count);

        double[] masses = new double[grid.Count];
        for (int i = 0; i < masses.Length; i++) masses[i] = Math.Max(0, circle[PlaceOn(grid, grid.First + i)]);
        double infinite = -Exponentials.ExpM1(count * Exponentials.Log1P(-release.InfiniteMass));
        if (release.Bound == LossBound.Upper) infinite += 2 * Math.Exp(LogTail);
        return new PrivacyLossDistribution(grid, masses, Math.Min(1, infinite), release.Bound);
    }

    private static int PlaceOn(LossGrid circle, long index) => (int)(index & (circle.Count - 1));

    /// <summary>A power of two of points that reaches from where the lower tail begins to where the upper one does.</summary>
    private static LossGrid GridOfSum(PrivacyLossDistribution release, long count)
    {
        double[] tilted = new double[release.Masses.Length];
        double lowest = double.NegativeInfinity, highest = double.PositiveInfinity;
        for (double order = 1 / 64.0; order <= 1024; order *= Math.Sqrt(2))
        {
            highest = Math.Min(highest, (count * release.Tilt(order, tilted) - LogTail) / order);
            lowest = Math.Max(lowest, -(count * release.Tilt(-order, tilted) - LogTail) / order);
        }

        lowest = Math.Max(lowest, count * release.Lowest);
        if (!((highest - lowest) / release.Step < MostPoints - 2))
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"The sum reaches from {lowest:G3} to {highest:G3}; "
                + $"at steps of {release.Step} that is more than {MostPoints} points.");
        }

        LossGrid needed = LossGrid.Covering(lowest, highest, release.Step, count * release.Grid.Offset);
        int points = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, needed.Count));
        return needed with { Count = points };
    }

    /// <summary>T-fold convolution on a circle.</summary>
    private static void RaiseToPower(double[] circle, long count)
    {
        RealFourierTransform<double> transform = new(circle.Length);
        double[] real = new double[transform.Bins], imaginary = new double[transform.Bins];
        transform.Forward(circle, real, imaginary);
        for (int k = 0; k < real.Length; k++)
        {
            System.Numerics.Complex power = System.Numerics.Complex.Pow(new System.Numerics.Complex(real[k], imaginary[k]), count);
            (real[k], imaginary[k]) = (power.Real, power.Imaginary);
        }

        transform.Inverse(real, imaginary, circle);
    }
}
