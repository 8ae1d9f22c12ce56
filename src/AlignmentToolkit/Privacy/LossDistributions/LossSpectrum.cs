using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>The Fourier transform of a tilted loss distribution on a circle of N grid losses; the T-th power is that of T
/// releases.</summary>
internal sealed class LossSpectrum
{
    private readonly PrivacyLossDistribution _distribution;
    private readonly double[] _real, _imaginary;
    private readonly Dictionary<double, double> _moments = [];

    public LossSpectrum(PrivacyLossDistribution distribution, double tilt, int length)
    {
        (_distribution, Tilt) = (distribution, tilt);
        double[] masses = new double[distribution.Masses.Length];
        LogMoment = distribution.Tilt(tilt, masses);
        Norm = TensorPrimitives.Norm<double>(masses);
        double[] circle = new double[length];
        int place = (int)(((distribution.Grid.First % length) + length) % length);
        foreach (double mass in masses)
        {
            circle[place] += mass;
            if (++place == length) place = 0;
        }

        RealFourierTransform<double> transform = FourierTables.Of(length);
        (_real, _imaginary) = (new double[transform.Bins], new double[transform.Bins]);
        transform.Forward(circle, _real, _imaginary);
    }

    /// <summary>λ.</summary>
    public double Tilt { get; }

    /// <summary>K(λ) of the discretised loss.</summary>
    public double LogMoment { get; }

    /// <summary>‖p‖₂ of the tilted masses.</summary>
    public double Norm { get; }

    /// <summary>Slightly below the least loss.</summary>
    public double Lowest => Grid[0] - (1e-3 * Grid.Step);

    /// <summary>Slightly above the largest finite loss.</summary>
    public double Highest => Grid[Grid.Count - 1] + (1e-3 * Grid.Step);

    public LossGrid Grid => _distribution.Grid;

    public LossBound Bound => _distribution.Bound;

    public double InfiniteMass => _distribution.InfiniteMass;

    /// <summary>K(λ') of the discretised loss for another λ'.</summary>
    public double LogMomentAt(double order)
    {
        if (!_moments.TryGetValue(order, out double moment))
        {
            moment = _distribution.Tilt(order, new double[_distribution.Masses.Length]);
            _moments.Add(order, moment);
        }

        return moment;
    }

    /// <summary>product ← product · spectrumᵀ, bin by bin, by squaring.</summary>
    public void MultiplyPowerInto(long power, Span<double> real, Span<double> imaginary)
    {
        int i = 0, width = Vector<double>.Count;
        ref double sourceReal = ref MemoryMarshal.GetArrayDataReference(_real);
        ref double sourceImaginary = ref MemoryMarshal.GetArrayDataReference(_imaginary);
        ref double targetReal = ref MemoryMarshal.GetReference(real);
        ref double targetImaginary = ref MemoryMarshal.GetReference(imaginary);
        for (; i <= real.Length - width; i += width)
        {
            Vector<double> re = Vector.LoadUnsafe(ref sourceReal, (nuint)i), im = Vector.LoadUnsafe(ref sourceImaginary, (nuint)i);
            Vector<double> re2 = Vector.LoadUnsafe(ref targetReal, (nuint)i), im2 = Vector.LoadUnsafe(ref targetImaginary, (nuint)i);
            MultiplyPower(power, re, im, ref re2, ref im2);
            re2.StoreUnsafe(ref targetReal, (nuint)i);
            im2.StoreUnsafe(ref targetImaginary, (nuint)i);
        }

        for (; i < real.Length; i++)
        {
            Vector<double> re2 = Vector.Create(real[i]), im2 = Vector.Create(imaginary[i]);
            MultiplyPower(power, Vector.Create(_real[i]), Vector.Create(_imaginary[i]), ref re2, ref im2);
            (real[i], imaginary[i]) = (re2[0], im2[0]);
        }
    }

    private static void MultiplyPower(
        long power, Vector<double> re, Vector<double> im, ref Vector<double> productRe, ref Vector<double> productIm)
    {
        while (true)
        {
            if ((power & 1) != 0) (productRe, productIm) = ((productRe * re) - (productIm * im), (productRe * im) + (productIm * re));
            power >>= 1;
            if (power == 0) return;
            (re, im) = ((re * re) - (im * im), (re + re) * im);
        }
    }
}
