using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Transmission;

using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Transmission;

public class EntryStatisticsTests
{
    // Kolmogorov's statistic √n D exceeds 1.628 with probability 0.01.
    private const double KolmogorovLimit = 1.628;

    private const double Variance = 0.7;

    // 1000 × 1000: rows of a group, groups and columns all take part.
    private static readonly StoredTransmission s_matrix =
        StoredTransmission.Draw(1000, 1000, RandomStream.From("entry-statistics"), Variance);

    private static float[] Real => s_matrix.Real.Values().ToArray();

    private static float[] Imaginary => s_matrix.Imaginary.Values().ToArray();

    [Fact]
    public void Parts_have_the_normal_law()
    {
        Normal law = new(0, Math.Sqrt(Variance / 2));
        Assert.True(Kolmogorov([.. Real.Select(x => (double)x)], law.CumulativeDistribution) < KolmogorovLimit);
        Assert.True(Kolmogorov([.. Imaginary.Select(x => (double)x)], law.CumulativeDistribution) < KolmogorovLimit);
    }

    [Fact]
    public void Squared_magnitudes_have_the_exponential_law_and_phases_the_uniform_one()
    {
        double[] squares = [.. Real.Zip(Imaginary, (x, y) => ((double)x * x) + ((double)y * y))];
        Assert.True(Kolmogorov(squares, square => -double.ExpM1(-square / Variance)) < KolmogorovLimit);
        double[] phases = [.. Real.Zip(Imaginary, (x, y) => Math.Atan2(y, x))];
        Assert.True(Kolmogorov(phases, phase => (phase / Math.Tau) + 0.5) < KolmogorovLimit);
    }

    [Fact]
    public void Moments_up_to_the_fourth_are_those_of_the_law()
    {
        // Of |r|² = I with E I^k = k! s^(2k): E I = s², var I = s⁴; E I² = 2 s⁴, var I² = 20 s⁸. And E r = E r² = 0.
        double[] squares = [.. Real.Zip(Imaginary, (x, y) => (((double)x * x) + ((double)y * y)) / Variance)];
        double error = 4 / Math.Sqrt(squares.Length);
        Assert.Equal(1, squares.Average(), error);
        Assert.Equal(2, squares.Average(square => square * square), error * Math.Sqrt(20));
        Assert.Equal(0, Real.Average(x => (double)x), error * Math.Sqrt(Variance / 2));
        Assert.Equal(0, Imaginary.Average(x => (double)x), error * Math.Sqrt(Variance / 2));
        Assert.Equal(0, Real.Zip(Imaginary, (x, y) => (double)x * y).Average(), error * Variance / 2);
        Assert.Equal(0, Real.Zip(Imaginary, (x, y) => ((double)x * x) - ((double)y * y)).Average(), error * Variance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(128)]
    [InlineData(1000)]
    [InlineData(32000)]
    public void Entries_some_rows_or_columns_apart_are_uncorrelated_and_so_are_their_magnitudes(int distance)
    {
        // The matrix lies column by column, so 1000 is the next column and 32000 the next chunk of them.
        float[] real = Real, imaginary = Imaginary;
        int count = real.Length - distance;
        double error = 4 / Math.Sqrt(count);
        double parallel = 0, crossed = 0, magnitudes = 0;
        for (int i = 0; i < count; i++)
        {
            (double x, double y, double u, double v) = (real[i], imaginary[i], real[i + distance], imaginary[i + distance]);
            parallel += (x * u) + (y * v);
            crossed += (x * v) - (y * u);
            magnitudes += (((x * x) + (y * y)) - Variance) * (((u * u) + (v * v)) - Variance);
        }

        Assert.Equal(0, parallel / count / Variance, error);
        Assert.Equal(0, crossed / count / Variance, error);
        Assert.Equal(0, magnitudes / count / (Variance * Variance), error);
    }

    // Check 2.
    [Fact]
    public void A_million_intensities_are_exponential_with_the_mean_of_the_speckle()
    {
        const int pixels = 1_000_000, inputs = 20;
        Matrix<float> x = RandomStream.From("speckle").UniformMatrix(inputs, 1);
        ImplicitTransmission transmission = ImplicitTransmission.Draw(inputs, pixels, RandomStream.From("speckle"), Variance);
        OpticalField field = new(pixels, 1);
        Matrix<float> intensities = Matrix<float>.Build.Dense(pixels, 1);
        transmission.Propagate(x, field);
        field.IntensitiesInto(intensities);
        double theta = Variance * x.Column(0).DotProduct(x.Column(0));
        double[] values = [.. intensities.Values().ToArray().Select(value => (double)value)];
        double mean = values.Average(), variance = values.Average(value => (value - mean) * (value - mean));
        Assert.Equal(theta, mean, 0.005 * theta);
        Assert.Equal(theta * theta, variance, 0.015 * theta * theta);
        Assert.True(Kolmogorov(values, value => -double.ExpM1(-value / theta)) < KolmogorovLimit);
    }

    // Check 1: the published vector, line "threefry4x32 20" of kat_vectors in Random123.
    [Fact]
    public void Magnitudes_have_the_same_law_as_those_made_from_another_generator()
    {
        Assert.Equal([0x9c6ca96au, 0xe17eae66u, 0xfc10ecd4u, 0x5256a7d8u], ReferenceThreefry.Block([0, 0, 0, 0], [0, 0, 0, 0]));
        const int count = 200_000;
        double[] other = [.. Enumerable.Range(0, count / 4)
            .SelectMany(i => ReferenceThreefry.Block([(uint)i, 0, 0, 0], [1, 2, 3, 4]))
            .Select(word => -Variance * Math.Log((word + 0.5) * Math.Pow(2, -32))).Order()];
        double[] ours = [.. Real.Zip(Imaginary, (x, y) => ((double)x * x) + ((double)y * y)).Take(count).Order()];
        int below = 0;
        double distance = 0;
        for (int i = 0; i < count; i++)
        {
            while (below < count && other[below] <= ours[i]) below++;
            distance = Math.Max(distance, Math.Abs((i + 1) - below) / (double)count);
        }

        Assert.True(distance * Math.Sqrt(count / 2.0) < KolmogorovLimit);
    }

    private static double Kolmogorov(double[] values, Func<double, double> law)
    {
        Array.Sort(values);
        double distance = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double p = law(values[i]);
            distance = Math.Max(distance, Math.Max(p - ((double)i / values.Length), ((i + 1.0) / values.Length) - p));
        }

        return distance * Math.Sqrt(values.Length);
    }
}
