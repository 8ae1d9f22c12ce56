using System.Numerics;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>How far the δ of a tilted composition can be from that of the discretised losses it was made of.</summary>
/// <remarks>
/// <para>
/// In the tilted distribution, δ(ε) = C(ε) Σ p̃(t) w(t) with C(ε) = e^{K(λ) − λε} and w = (1 − e^{ε − t}) e^{−λ(t − ε)} ≤ 1 above ε.
/// Three things falsify it, the first two bounded by Chernoff's inequality with moments of the discretised losses themselves:
/// </para>
/// <list type="bullet">
/// <item>what lies above the window is missing: at most e^{K(λ') − λ' t}, t the first loss above;</item>
/// <item>on the circle, losses beyond ε + Nh come down above ε, and losses below the window come up: they count with weights of at most
/// 1;</item>
/// <item>rounding. A transform of length N has a relative error of at most γ = 8u (log₂ N + 4) in the Euclidean norm, u = 2⁻⁵³, as every
/// Cooley–Tukey transform whose roots of unity are right to a unit of round-off has. The T-th power turns an error e of a bin of modulus at
/// most 1 into T e plus 3u T, and a scalar product with the weights costs their norm, at most (1 + 1/(2λh))^½. The single release's δ at a
/// grid loss is wrong by some u times the mass above it; over T releases that adds up to T times a tilted mass of at most 1.</item>
/// </list>
/// <para>The first two only matter to the side on which they err.</para>
/// </remarks>
internal sealed class CompositionError
{
    private const double Unit = 1.1102230246251565e-16;

    private readonly CompositionPlan _plan;
    private readonly double _logMissing, _logFromAbove, _logFromBelow, _rounding, _lowest, _highest;

    public CompositionError(
        CompositionPlan plan, IReadOnlyList<(LossSpectrum Spectrum, long Count)> parts, double logMoment, double firstAbove)
    {
        _plan = plan;
        double span = plan.Length * plan.Step;
        (_lowest, _highest) = (parts.Sum(part => part.Count * part.Spectrum.Lowest), parts.Sum(part => part.Count * part.Spectrum.Highest));
        _logMissing = firstAbove > _highest
            ? double.NegativeInfinity
            : LogMoment(parts, plan.OrderOfLoss) - (plan.OrderOfLoss * firstAbove);
        _logFromAbove = LogMoment(parts, plan.OrderAbove) - logMoment - ((plan.OrderAbove - plan.Tilt) * span);
        _logFromBelow = firstAbove - span < _lowest
            ? double.NegativeInfinity
            : LogMoment(parts, plan.OrderBelow) - logMoment + ((plan.Tilt - plan.OrderBelow) * (firstAbove - span));
        _rounding = Rounding(plan, parts);
    }

    /// <summary>By how much δ(ε) may be too small, if it is an upper bound, or too large, if it is a lower one.</summary>
    /// <param name="bound">Which it is.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="logScale">ln C at the plan's ε.</param>
    public double At(LossBound bound, double epsilon, double logScale)
    {
        double scale = Math.Exp(logScale - (_plan.Tilt * (epsilon - _plan.Epsilon)));
        if (bound == LossBound.Upper) return Math.Exp(_logMissing) + (scale * _rounding);
        double fromAbove = epsilon + (_plan.Length * _plan.Step) > _highest
            ? 0
            : Math.Exp(_logFromAbove - ((_plan.OrderAbove - _plan.Tilt) * epsilon));
        return scale * (fromAbove + Math.Exp(_logFromBelow) + _rounding);
    }

    private static double LogMoment(IReadOnlyList<(LossSpectrum Spectrum, long Count)> parts, double order)
    {
        double sum = 0;
        foreach ((LossSpectrum spectrum, long count) in parts) sum += count * spectrum.LogMomentAt(order);
        return sum;
    }

    private static double Rounding(CompositionPlan plan, IReadOnlyList<(LossSpectrum Spectrum, long Count)> parts)
    {
        double transform = 8 * Unit * (BitOperations.Log2((uint)plan.Length) + 4), steps = 0, norm = 0;
        foreach ((LossSpectrum spectrum, long count) in parts)
        {
            steps += count;
            norm = Math.Max(norm, spectrum.Norm);
        }

        double weights = Math.Sqrt(Math.Min(plan.Length, 1 + (1 / (2 * plan.Tilt * plan.Step))));
        double composition = weights * norm * ((steps * (transform + (3 * Unit))) + transform);

        // Tails of a distribution far out are right to z² units, z² being twice the logarithm of what is left there.
        double logScale = Math.Min(1400, 2 * Math.Max(0, plan.Tilt * plan.Epsilon));
        double release = Unit * steps * (200 + (4 * logScale));
        return composition + release + (plan.Length * Unit);
    }
}
