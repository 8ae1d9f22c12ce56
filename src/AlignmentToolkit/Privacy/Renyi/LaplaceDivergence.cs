using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>Laplace noise of scale b: D_α = ln([α e^((α−1)/b) + (α − 1) e^(−α/b)]/(2α − 1))/(α − 1) [Mironov 2017, proposition 6]; the loss
/// itself never exceeds 1/b.</summary>
internal sealed class LaplaceDivergence(double noise) : RenyiDivergence
{
    /// <inheritdoc/>
    public override double At(double order)
    {
        double loss = 1 / noise;
        if (double.IsPositiveInfinity(order) || double.IsPositiveInfinity(loss)) return loss;
        // (α − 1)/b + ln(1 + w (e^((1−2α)/b) − 1)) with w = (α − 1)/(2α − 1), over α − 1; where 1/b is small both parts almost cancel.
        double weight = (order - 1) / (2 * order - 1);
        double logarithm = Exponentials.Log1P(weight * Exponentials.ExpM1((1 - 2 * order) * loss));
        double divergence = loss + logarithm / (order - 1);
        return (2 * order - 1) * loss < 1e-4 ? Small(order, loss) : divergence;
    }

    /// <summary>α/(2b²) (1 − 1/(3b)); where (2α − 1)/b &lt; 1e-4 the rest of the series is less than 1e-8 of it, which is added.</summary>
    private static double Small(double order, double loss) => order * loss * loss / 2 * (1 - loss / 3) * (1 + 1e-8);
}
