using System.Numerics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Holography;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Holography;

/// <summary>Check 5: the algebra of holography on complex numbers of our own making.</summary>
public class PhaseShiftingTests
{
    private const int Pixels = 1000;

    private readonly Complex[] _field = Field(Pixels, "field"), _reference = Field(Pixels, "reference");

    private Complex[] Products => [.. _field.Zip(_reference, (z, rho) => z * Complex.Conjugate(rho))];

    [Fact]
    public void Three_frames_give_the_real_part()
    {
        double[] product = new double[Pixels];
        PhaseShifting.ThreeFrames<double>(Shifted(0), [.. _field.Select(Square)], [.. _reference.Select(Square)], product);
        AssertEqual(Products, product, null);
    }

    [Fact]
    public void Four_steps_give_the_field()
    {
        double[] real = new double[Pixels], imaginary = new double[Pixels];
        PhaseShifting.FourSteps<double>(
            Shifted(0), Shifted(Math.PI / 2), Shifted(Math.PI), Shifted(3 * Math.PI / 2), real, imaginary);
        AssertEqual(Products, real, imaginary);
    }

    [Fact]
    public void Three_steps_give_the_field()
    {
        double[] real = new double[Pixels], imaginary = new double[Pixels];
        PhaseShifting.ThreeSteps<double>(Shifted(0), Shifted(2 * Math.PI / 3), Shifted(4 * Math.PI / 3), real, imaginary);
        AssertEqual(Products, real, imaginary);
    }

    // N = 1024: the lobes touch at f₀ = 3W.
    [Theory, InlineData(384, 256), InlineData(300, 200), InlineData(400, 200), InlineData(6, 4)]
    public void Off_axis_holography_is_exact_where_the_lobes_are_apart(int carrier, int modes)
    {
        OffAxisLine<double> line = new(1024, carrier, modes);
        Assert.True(line.IsExact);
        foreach (double amplitude in new[] { 0.5, 10 }) Assert.InRange(OffAxisError(line, amplitude), 0, 1e-10);
    }

    [Theory, InlineData(383, 256), InlineData(299, 200), InlineData(307, 246)]
    public void Off_axis_holography_errs_as_one_over_the_amplitude_where_they_overlap(int carrier, int modes)
    {
        OffAxisLine<double> line = new(1024, carrier, modes);
        Assert.False(line.IsExact);
        double first = OffAxisError(line, 1);
        Assert.True(first > 1e-4);
        foreach (double amplitude in new[] { 3, 100 }) Assert.Equal(1, OffAxisError(line, amplitude) * amplitude / first, 1e-6);
    }

    [Fact]
    public void A_carrier_too_near_to_half_a_cycle_brings_the_mirror_image_in_at_any_amplitude()
    {
        OffAxisLine<double> line = new(1024, 470, 200);
        Assert.False(line.IsExact);
        Assert.True(OffAxisError(line, 100) > 0.1);
    }

    // W = 0.12, f₀ = 0.30: published as 0.18 at A = 1, for one draw.
    [Fact]
    public void The_error_of_overlapping_lobes_has_the_published_size() =>
        Assert.InRange(OffAxisError(new OffAxisLine<double>(1024, 307, 246), 1), 0.14, 0.22);

    [Fact]
    public void Lines_that_cannot_be_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("carrier", () => new OffAxisLine<double>(64, 33, 8));
        Assert.Throws<ArgumentOutOfRangeException>("modes", () => new OffAxisLine<double>(64, 8, 7));
        Assert.Throws<ArgumentOutOfRangeException>("pixels", () => new OffAxisLine<double>(4, 1, 2));
        double[] two = new double[2], three = new double[3];
        Assert.Throws<ArgumentException>(() => PhaseShifting.ThreeFrames<double>(two, two, three, two));
    }

    /// <summary>Relative error of the recovered field of unit power, against sums of exponentials computed here.</summary>
    private static double OffAxisError(OffAxisLine<double> line, double amplitude)
    {
        Complex[] modes = Field(line.Modes, "modes");
        double power = Math.Sqrt(modes.Sum(Square));
        double[] real = new double[line.Pixels], imaginary = new double[line.Pixels], intensities = new double[line.Pixels];
        for (int u = 0; u < line.Pixels; u++)
        {
            Complex z = 0;
            for (int k = 0; k < line.Modes; k++)
            {
                double turns = (k + 1 - line.Modes / 2) * u % line.Pixels / (double)line.Pixels;
                z += modes[k] / power * Complex.FromPolarCoordinates(1, 2 * Math.PI * turns);
            }

            (real[u], imaginary[u]) = (z.Real, z.Imaginary);
        }

        line.Expose(real, imaginary, amplitude, intensities);
        double[] foundReal = new double[line.Pixels], foundImaginary = new double[line.Pixels];
        line.Recover(intensities, amplitude, foundReal, foundImaginary);
        double ofReal = real.Zip(foundReal, (x, y) => (x - y) * (x - y)).Sum();
        double ofImaginary = imaginary.Zip(foundImaginary, (x, y) => (x - y) * (x - y)).Sum();
        return Math.Sqrt((ofReal + ofImaginary) / line.Pixels);
    }

    private static void AssertEqual(Complex[] expected, double[] real, double[]? imaginary)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].Real, real[i], 1e-12);
            if (imaginary is not null) Assert.Equal(expected[i].Imaginary, imaginary[i], 1e-12);
        }
    }

    private static Complex[] Field(int count, string name)
    {
        var field = new Complex[count];
        RandomStream.From("holography").Child(name).FillComplexNormal(field);
        return field;
    }

    private static double Square(Complex z) => z.Real * z.Real + z.Imaginary * z.Imaginary;

    private double[] Shifted(double phase) =>
        [.. _field.Zip(_reference, (z, rho) => Square(z + rho * Complex.FromPolarCoordinates(1, phase)))];
}
