using System.Numerics.Tensors;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>K(λ) = ln E e^{λL} of one release, to a few percent of λ times the losses' scale: enough to choose a grid by.</summary>
/// <remarks>
/// The line is cut into cells that are short near 0 and long far away, and each counts as its P mass at the loss ln P(cell)/Q(cell).
/// Nothing that is reported rests on these numbers; they only decide what is computed exactly afterwards.
/// </remarks>
internal sealed class LossMoments
{
    private const int Cells = 400;

    private readonly double[] _logMasses, _losses;

    public LossMoments(LossProfile profile, double lowest, double highest)
    {
        Span<double> bounds = stackalloc double[Cells], masses = stackalloc double[Cells + 1], scaled = stackalloc double[Cells + 1];
        double unit = 1e-6 * Math.Max(Math.Abs(lowest), Math.Abs(highest));
        double first = Math.Asinh(lowest / unit), last = Math.Asinh(highest / unit);
        for (int i = 0; i < Cells; i++) bounds[i] = unit * Math.Sinh(first + ((last - first) * i / (Cells - 1)));
        profile.FillMasses(bounds, masses, scaled);

        List<double> logMasses = [], losses = [];
        for (int i = 0; i <= Cells; i++)
        {
            if (masses[i] <= 0) continue;
            double upper = bounds[Math.Min(i, Cells - 1)], lower = bounds[Math.Max(i - 1, 0)];
            logMasses.Add(Math.Log(masses[i]));
            losses.Add(Math.Clamp(upper + Math.Log(masses[i] / scaled[i]), lower, upper));
        }

        (_logMasses, _losses) = ([.. logMasses], [.. losses]);
        double mean = 0, square = 0;
        for (int i = 0; i < _losses.Length; i++)
        {
            double mass = Math.Exp(_logMasses[i]);
            mean += mass * _losses[i];
            square += mass * _losses[i] * _losses[i];
        }

        (Mean, Variance) = (mean, Math.Max(0, square - (mean * mean)));
    }

    /// <summary>E L.</summary>
    public double Mean { get; }

    /// <summary>Var L.</summary>
    public double Variance { get; }

    /// <summary>K(λ), λ of either sign.</summary>
    public double LogMoment(double order)
    {
        Span<double> exponents = stackalloc double[Cells + 1];
        exponents = exponents[.._losses.Length];
        TensorPrimitives.MultiplyAdd(_losses, order, _logMasses, exponents);
        double largest = TensorPrimitives.Max<double>(exponents);
        TensorPrimitives.Subtract(exponents, largest, exponents);
        TensorPrimitives.Exp(exponents, exponents);
        return largest + Math.Log(TensorPrimitives.Sum<double>(exponents));
    }
}
