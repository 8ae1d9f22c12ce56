using System.Numerics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics.Transforms;

public class FourierTransformTests
{
    public static TheoryData<int> Lengths => [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_transform_is_the_sum_that_defines_it(int length)
    {
        (double[] real, double[] imaginary) = Signal<double>(length);
        Complex[] expected = ByDefinition(real, imaginary);
        new FourierTransform<double>(length).Forward(real, imaginary);
        for (int k = 0; k < length; k++) AssertNear(expected[k], new Complex(real[k], imaginary[k]), Tolerance(length, Unit64));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_single_precision_transform_is_the_sum_that_defines_it(int length)
    {
        (float[] real, float[] imaginary) = Signal<float>(length);
        Complex[] expected = ByDefinition([.. real.Select(x => (double)x)], [.. imaginary.Select(x => (double)x)]);
        new FourierTransform<float>(length).Forward(real, imaginary);
        for (int k = 0; k < length; k++) AssertNear(expected[k], new Complex(real[k], imaginary[k]), Tolerance(length, Unit32));
    }

    [Theory]
    [InlineData(1 << 15)]
    [InlineData(1 << 18)]
    public void A_long_transform_of_one_wave_is_one_peak(int length)
    {
        int frequency = (length / 3) | 1;
        double[] real = new double[length], imaginary = new double[length];
        for (int j = 0; j < length; j++)
        {
            double angle = Math.Tau * ((long)j * frequency % length) / length;
            (imaginary[j], real[j]) = Math.SinCos(angle);
        }

        new FourierTransform<double>(length).Forward(real, imaginary);
        for (int k = 0; k < length; k++)
        {
            double error = (new Complex(real[k], imaginary[k]) - (k == frequency ? length : 0)).Magnitude;
            Assert.True(error < 16 * Unit64 * length, $"bin {k}: {error}");
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    [InlineData(1 << 17)]
    public void The_inverse_gives_the_signal_back(int length)
    {
        (double[] real, double[] imaginary) = Signal<double>(length);
        (double[] x, double[] y) = ([.. real], [.. imaginary]);
        var transform = new FourierTransform<double>(length);
        transform.Forward(real, imaginary);
        transform.Inverse(real, imaginary);
        double tolerance = 2 * Tolerance(length, Unit64) / Math.Sqrt(length);
        for (int j = 0; j < length; j++) AssertNear(new Complex(x[j], y[j]), new Complex(real[j], imaginary[j]), tolerance);
    }

    [Fact]
    public void Products_of_spectra_are_circular_convolutions() =>
        Gen.Int[0, 9].SelectMany(power => Gen.Select(Gen.Double[-1, 1].Array[1 << power], Gen.Double[-1, 1].Array[1 << power]))
        .Sample((a, b) =>
        {
            int n = a.Length;
            var expected = new double[n];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) expected[(i + j) % n] += a[i] * b[j];
            }

            var transform = new FourierTransform<double>(n);
            (double[] ar, double[] ai, double[] br, double[] bi) = ([.. a], new double[n], [.. b], new double[n]);
            transform.Forward(ar, ai);
            transform.Forward(br, bi);
            for (int k = 0; k < n; k++) (ar[k], ai[k]) = ((ar[k] * br[k]) - (ai[k] * bi[k]), (ar[k] * bi[k]) + (ai[k] * br[k]));
            transform.Inverse(ar, ai);
            for (int k = 0; k < n; k++) Assert.True(Math.Abs(ar[k] - expected[k]) < 3 * Tolerance(n, Unit64) * Math.Sqrt(n));
        }, iter: 50);

    [Theory]
    [InlineData(0)]
    [InlineData(-4)]
    [InlineData(12)]
    [InlineData(1 << 28)]
    public void Other_lengths_are_refused(int length) =>
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new FourierTransform<float>(length)).ParamName);

    [Fact]
    public void Spans_of_another_length_or_in_the_same_memory_are_refused()
    {
        var transform = new FourierTransform<double>(8);
        Assert.Throws<ArgumentException>("real", () => transform.Forward(new double[7], new double[8]));
        Assert.Throws<ArgumentException>("imaginary", () => transform.Inverse(new double[8], new double[16]));
        double[] shared = new double[12];
        Assert.Throws<ArgumentException>("imaginary", () => transform.Forward(shared.AsSpan(0, 8), shared.AsSpan(4, 8)));
    }

    [Fact]
    public void A_repeated_transform_allocates_nothing()
    {
        var transform = new FourierTransform<float>(1024);
        (float[] real, float[] imaginary) = Signal<float>(1024);
        Assert.Equal(0, Allocations.PerCall(() => transform.Forward(real, imaginary)));
    }

    internal const double Unit64 = 1.1102230246251565e-16;
    internal const double Unit32 = 5.9604644775390625e-8;

    // Each level rounds a handful of times, errors of levels are independent, and the sum of n numbers below √2 has size √(n log n) at most
    // for a random signal: a factor of 8 covers all bins of all lengths.
    internal static double Tolerance(int length, double unit) => 8 * unit * Math.Sqrt(length) * (1 + Math.Log2(length));

    private static void AssertNear(Complex expected, Complex actual, double tolerance) =>
        Assert.True((expected - actual).Magnitude < tolerance, $"{expected} {actual}");

    private static (T[] Real, T[] Imaginary) Signal<T>(int length)
        where T : IBinaryFloatingPointIeee754<T>
    {
        RandomStream stream = RandomStream.From("fourier-transform").Child(length);
        double[] values = new double[2 * length];
        stream.FillUniform(values, -1, 1);
        return ([.. values.Take(length).Select(T.CreateChecked)], [.. values.Skip(length).Select(T.CreateChecked)]);
    }

    private static Complex[] ByDefinition(double[] real, double[] imaginary)
    {
        int n = real.Length;
        Complex[] roots = [.. Enumerable.Range(0, n).Select(k => Complex.FromPolarCoordinates(1, -Math.Tau * k / n))];
        var sums = new Complex[n];
        for (int k = 0; k < n; k++)
        {
            for (int j = 0; j < n; j++) sums[k] += new Complex(real[j], imaginary[j]) * roots[(long)j * k % n];
        }

        return sums;
    }
}
