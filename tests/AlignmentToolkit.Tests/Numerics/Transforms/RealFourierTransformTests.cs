using System.Numerics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics.Transforms;

public class RealFourierTransformTests
{
    public static TheoryData<int> Lengths => [2, 4, 8, 16, 64, 128, 512, 2048, 1 << 16];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Bins_are_those_of_the_complex_transform(int length)
    {
        double[] values = Signal(length), real = [.. values], imaginary = new double[length];
        new FourierTransform<double>(length).Forward(real, imaginary);
        var transform = new RealFourierTransform<double>(length);
        double[] re = new double[transform.Bins], im = new double[transform.Bins];
        transform.Forward(values, re, im);
        for (int k = 0; k <= length / 2; k++)
        {
            double error = (new Complex(real[k], imaginary[k]) - new Complex(re[k], im[k])).Magnitude;
            Assert.True(error < FourierTransformTests.Tolerance(length, FourierTransformTests.Unit64));
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_inverse_gives_the_values_back_and_leaves_the_bins(int length)
    {
        double[] values = Signal(length), back = new double[length];
        var transform = new RealFourierTransform<double>(length);
        double[] re = new double[transform.Bins], im = new double[transform.Bins];
        transform.Forward(values, re, im);
        (double[] reBefore, double[] imBefore) = ([.. re], [.. im]);
        transform.Inverse(re, im, back);
        double tolerance = 2 * FourierTransformTests.Tolerance(length, FourierTransformTests.Unit64) / Math.Sqrt(length);
        for (int j = 0; j < length; j++) Assert.True(Math.Abs(values[j] - back[j]) < tolerance);
        Assert.Equal(reBefore, re);
        Assert.Equal(imBefore, im);
    }

    [Fact]
    public void A_power_of_the_spectrum_composes_coin_tosses_into_the_binomial_law()
    {
        const int tosses = 100, length = 256;
        double[] masses = new double[length];
        (masses[0], masses[1]) = (0.7, 0.3);
        var transform = new RealFourierTransform<double>(length);
        double[] re = new double[transform.Bins], im = new double[transform.Bins];
        transform.Forward(masses, re, im);
        for (int k = 0; k < transform.Bins; k++)
        {
            Complex power = Complex.One;
            for (int i = 0; i < tosses; i++) power *= new Complex(re[k], im[k]);
            (re[k], im[k]) = (power.Real, power.Imaginary);
        }

        transform.Inverse(re, im, masses);
        double expected = Math.Pow(0.7, tosses);
        for (int k = 0; k <= tosses; k++)
        {
            // A power of 100 multiplies the relative error of a bin by 100; no bin exceeds 1.
            Assert.True(Math.Abs(masses[k] - expected) < 300 * FourierTransformTests.Unit64);
            expected *= 0.3 / 0.7 * (tosses - k) / (k + 1);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Other_lengths_are_refused(int length) =>
        Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => new RealFourierTransform<double>(length)).ParamName);

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        var transform = new RealFourierTransform<double>(8);
        Assert.Throws<ArgumentException>("values", () => transform.Forward(new double[7], new double[5], new double[5]));
        Assert.Throws<ArgumentException>("real", () => transform.Forward(new double[8], new double[8], new double[5]));
        Assert.Throws<ArgumentException>("imaginary", () => transform.Inverse(new double[5], new double[4], new double[8]));
    }

    private static double[] Signal(int length)
    {
        double[] values = new double[length];
        RandomStream.From("real-fourier-transform").Child(length).FillUniform(values, -1, 1);
        return values;
    }
}
