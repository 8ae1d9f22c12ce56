using System.Numerics;
using System.Runtime.InteropServices;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>
/// ln A_α of any order as an integral: A_α − 1 = ∫ φ(y) [(1 + w)^α − 1 − αw] dy, w = q (e^(y/σ − 1/(2σ²)) − 1), y = x/σ. The term αw,
/// whose mean is 0, makes the integrand non-negative.
/// </summary>
/// <remarks>
/// The trapezoid rule converges exponentially: the integrand is analytic up to the branch points of (1 + w)^α at distance πσ from the real
/// axis, so a step h leaves a relative error of the order of e^(−2π²σ/h), or e^(−2π²/h²) where that is larger. With h ≤ 0.35 and h ≤ σ/2.5
/// both are below 1e-20; what remains is rounding, below 1e-13. The series of [Mironov 2019, section 3.3] converges so slowly for small
/// orders
/// that it takes millions of terms, and loses its alternating signs where the logarithm of |Γ| stands for Γ.
/// </remarks>
internal sealed class SampledGaussianIntegral
{
    private const double OneOverRootTwoPi = 0.39894228040143267794;

    // φ beyond is below 1e-20 of its largest value.
    private const double Margin = 9.7;

    /// <summary>1/k!, k = 17, 16, …, 2: e^z − 1 − z to 1e-17 where |z| ≤ 1.</summary>
    private static readonly double[] ExponentialRest =
        [.. Enumerable.Range(2, 16).Reverse().Select(k => 1 / Enumerable.Range(1, k).Aggregate(1.0, (product, i) => product * i))];

    private readonly double _step;
    private readonly double _noise;
    private readonly double[] _logarithms, _halfSquares, _weights, _lines, _rests;

    /// <summary>Prepares all orders up to the largest.</summary>
    public SampledGaussianIntegral(double samplingRate, double noise, double largestOrder)
    {
        (_noise, LargestOrder) = (noise, largestOrder);
        _step = Math.Min(0.35, noise / 2.5);
        int width = Vector<double>.Count;
        double length = 2 * Margin + largestOrder / noise;
        int count = (int)Math.Ceiling(length / _step) + 1;
        // Points that fill up the last vector weigh nothing: they lie farther out still.
        count = (count + width - 1) / width * width;
        double[] New() => new double[count];
        (_logarithms, _halfSquares, _weights, _lines, _rests) = (New(), New(), New(), New(), New());
        for (int i = 0; i < count; i++) Prepare(i, -Margin + i * _step, samplingRate);
    }

    /// <summary>The largest order that is prepared.</summary>
    public double LargestOrder { get; }

    /// <summary>ln A_α.</summary>
    /// <param name="order">1 &lt; α ≤ the largest order.</param>
    public double LogMoment(double order)
    {
        // max of α ln(1 + w) − y²/2 is at most this; e^700 is a number still.
        double shift = (order * order - order) / (2 * _noise * _noise) < 650 ? 0 : Math.Max(0, Largest(order));
        double sum = Sum(order, shift) * _step * OneOverRootTwoPi;
        return shift == 0 ? Exponentials.Log1P(sum) : Exponentials.Log1PExp(shift + Math.Log(sum));
    }

    private void Prepare(int i, double y, double samplingRate)
    {
        double exponent = y / _noise - 1 / (2 * _noise * _noise), density = Math.Exp(-0.5 * y * y);
        double w = samplingRate * Exponentials.ExpM1(exponent);
        double logarithm = exponent < 700
            ? Exponentials.Log1P(w)
            : exponent + Math.Log(samplingRate);
        _halfSquares[i] = 0.5 * y * y;
        _weights[i] = density;
        _logarithms[i] = logarithm;
        // φ w in a form in which neither factor overflows.
        _lines[i] = samplingRate * (Math.Exp(-0.5 * (y - 1 / _noise) * (y - 1 / _noise)) - density);
        _rests[i] = density * Excess(w, logarithm);
    }

    /// <summary>w − ln(1 + w) ≥ 0.</summary>
    private static double Excess(double w, double logarithm)
    {
        if (!(Math.Abs(w) < 0.3)) return w - logarithm;
        double power = w * w, sum = 0.5 * power;
        for (int k = 3; Math.Abs(power) > 1e-18 * sum; k++)
        {
            power *= -w;
            sum += power / k;
        }

        return sum;
    }

    private double Largest(double order)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < _logarithms.Length; i++) largest = Math.Max(largest, order * _logarithms[i] - _halfSquares[i]);
        return largest;
    }

    /// <summary>Σ e^(−y²/2) [(1 + w)^α − 1 − αw] e^(−shift). With z = α ln(1 + w) the bracket is (e^z − 1 − z) − α (w − ln(1 + w)) where
    /// z is
    /// small, two terms without cancellation of their own.</summary>
    private double Sum(double order, double shift)
    {
        ReadOnlySpan<Vector<double>> logarithms = Vectors(_logarithms), halfSquares = Vectors(_halfSquares);
        ReadOnlySpan<Vector<double>> weights = Vectors(_weights), lines = Vectors(_lines), rests = Vectors(_rests);
        Vector<double> alpha = Vector.Create(order), scale = Vector.Create(Math.Exp(-shift)), shifts = Vector.Create(shift);
        Vector<double> sum = Vector<double>.Zero;
        for (int i = 0; i < logarithms.Length; i++)
        {
            Vector<double> z = alpha * logarithms[i];
            Vector<double> near = weights[i] * Series(z) - alpha * rests[i];
            Vector<double> far = Vector.Exp(z - halfSquares[i] - shifts) - (weights[i] + alpha * lines[i]) * scale;
            sum += Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(z), Vector<double>.One), near * scale, far);
        }

        return Vector.Sum(sum);
    }

    /// <summary>e^z − 1 − z, |z| ≤ 1.</summary>
    private static Vector<double> Series(Vector<double> z)
    {
        Vector<double> sum = Vector.Create(ExponentialRest[0]);
        for (int i = 1; i < ExponentialRest.Length; i++) sum = Vector.FusedMultiplyAdd(sum, z, Vector.Create(ExponentialRest[i]));
        return sum * z * z;
    }

    private static ReadOnlySpan<Vector<double>> Vectors(double[] values) => MemoryMarshal.Cast<double, Vector<double>>(values);
}
