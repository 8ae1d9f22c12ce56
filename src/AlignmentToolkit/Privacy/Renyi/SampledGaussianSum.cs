using System.Buffers;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>
/// ln A_α of a whole order as a finite sum [Mironov 2019, equation 3]. The terms k = 0 and 1 cancel against 1:
/// A_α − 1 = Σ_{k ≥ 2} C(α, k) (1 − q)^(α−k) q^k (e^((k²−k)/(2σ²)) − 1), all terms positive, so that no digits are lost however small q is.
/// </summary>
internal sealed class SampledGaussianSum
{
    private readonly double _logRest;

    /// <summary>ln of the factors that don't depend on α: q^k (1 − q)^(−k) (e^((k²−k)/(2σ²)) − 1)/k!.</summary>
    private readonly double[] _factors;

    /// <summary>Prepares all whole orders up to the largest.</summary>
    public SampledGaussianSum(double samplingRate, double noise, int largestOrder)
    {
        LargestOrder = largestOrder;
        _logRest = Exponentials.Log1P(-samplingRate);
        double odds = Math.Log(samplingRate) - _logRest;
        _factors = new double[largestOrder + 1];
        for (int k = 2; k <= largestOrder; k++)
        {
            double exponent = (double)k * (k - 1) / (2 * noise * noise);
            _factors[k] = k * odds + Exponentials.LogExpM1(exponent) - LogFactorial.Of(k);
        }
    }

    /// <summary>The largest order that is prepared.</summary>
    public int LargestOrder { get; }

    /// <summary>ln A_α.</summary>
    /// <param name="order">α ≥ 2.</param>
    public double LogMoment(int order)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(order - 1);
        Span<double> terms = rented.AsSpan(0, order - 1);
        for (int k = 2; k <= order; k++) terms[k - 2] = _factors[k] - LogFactorial.Of(order - k);
        double largest = TensorPrimitives.Max(terms), scale = LogFactorial.Of(order) + order * _logRest;
        if (double.IsInfinity(largest))
        {
            ArrayPool<double>.Shared.Return(rented);
            return largest > 0 ? largest : 0;
        }

        TensorPrimitives.Subtract(terms, largest, terms);
        TensorPrimitives.Exp(terms, terms);
        double logarithm = Math.Log(TensorPrimitives.Sum<double>(terms)) + largest + scale;
        ArrayPool<double>.Shared.Return(rented);
        return Exponentials.Log1PExp(logarithm);
    }
}
