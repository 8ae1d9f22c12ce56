using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics;
using AlignmentToolkit.Optics.Encodings;
using AlignmentToolkit.Optics.Holography;
using AlignmentToolkit.Optics.Transmission;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics;

public class OpticalProcessingUnitTests
{
    private readonly Matrix<float> _inputs = RandomStream.From("opu/inputs").NormalMatrix(30, 4);

    [Fact]
    public void Transforms_are_those_of_the_medium()
    {
        OpticalProcessingUnit unit = Unit();
        Matrix<float> features = unit.FitTransform1D(_inputs);
        OpticalField field = new(500, 4);
        unit.Transmission.Propagate(_inputs, field);
        Matrix<float> intensities = field.Real.PointwiseMultiply(field.Real) + field.Imaginary.PointwiseMultiply(field.Imaginary);
        Assert.InRange((features - intensities).Enumerate().Max(Math.Abs), 0, 1e-4f);
        Assert.Equal((30, 500, 2.0 / 100), (unit.Features!.Value, unit.Transmission.OutputSize, unit.Transmission.EntryVariance));

        // Division by (standard deviation of an entry) · √n, here √(1/100) · √30.
        Matrix<float> projected = unit.LinearTransform(_inputs);
        Assert.InRange((projected - field.Real / MathF.Sqrt(0.3f)).Enumerate().Max(Math.Abs), 0, 1e-5f);
    }

    [Fact]
    public void Norm_rescaling_keeps_lengths_and_none_changes_nothing()
    {
        Matrix<float> norm = Unit(Rescaling.Norm).Fit1D(_inputs).LinearTransform(_inputs);
        Matrix<float> none = Unit(Rescaling.None).Fit1D(_inputs).LinearTransform(_inputs);
        Assert.InRange((none - norm * MathF.Sqrt(500 / 100f)).Enumerate().Max(Math.Abs), 0, 1e-5f);

        // ‖R x‖²/‖x‖² is χ²₅₀₀/500, of deviation √(2/500).
        for (int i = 0; i < 4; i++)
            Assert.Equal(1, Math.Pow(norm.Column(i).L2Norm() / _inputs.Column(i).L2Norm(), 2), 5 * Math.Sqrt(0.004));
    }

    [Fact]
    public void A_shorter_input_meets_the_first_columns_of_the_medium()
    {
        Matrix<float> padded = Matrix<float>.Build.Dense(100, 4);
        padded.SetSubMatrix(0, 0, _inputs);
        Matrix<float> few = Unit().FitTransform1D(_inputs), all = Unit().FitTransform2D(padded, 10, 10);
        Assert.InRange((few - all).Enumerate().Max(Math.Abs), 0, 1e-4f);
    }

    [Fact]
    public void The_physical_unit_counts_with_noise_and_projects_usably()
    {
        Matrix<float> images = _inputs.Map(x => x > 0 ? 1f : 0f);
        OpticalSettings settings = OpticalSettings.Physical(4000, 30, pixelsOn: 15);
        OpticalProcessingUnit unit = new(RandomStream.From("opu/physical"), settings);
        OpticalProcessingUnit same = new(RandomStream.From("opu/physical"), settings);
        Matrix<float> first = unit.FitTransform1D(images), second = unit.Transform(images);
        Assert.All(first.Enumerate(), count => Assert.True(count is >= 0 and <= 255 && count == MathF.Round(count)));
        Assert.NotEqual(first, second);
        Assert.Equal(first, same.FitTransform1D(images));
        Assert.Equal(second, same.Transform(images));

        // Half of 30 pixels are on, more or less; the mean of 4 · 4000 exponential numbers is known to 1 %.
        double pixelsOn = images.Enumerate().Sum() / 4.0;
        Assert.Equal(40 * pixelsOn / 15, first.Enumerate().Average(), 40 * 0.05);

        OpticalProcessingUnit exact = new(RandomStream.From("opu/physical"), settings with { Recovery = new ExactRecovery() });
        Matrix<float> projected = unit.LinearTransform(images), expected = exact.Fit1D(30).LinearTransform(images);
        double ratio = expected.FrobeniusNorm() / (projected - expected).FrobeniusNorm();
        Assert.InRange(ratio, 10, 50);
    }

    [Fact]
    public void A_unit_that_is_not_fitted_or_too_small_says_so()
    {
        OpticalProcessingUnit unit = Unit();
        Assert.Null(unit.Features);
        Assert.Throws<InvalidOperationException>(() => unit.Transform(_inputs));
        Assert.Throws<InvalidOperationException>(() => unit.LinearTransform(_inputs));
        Assert.Throws<ArgumentOutOfRangeException>("features", () => unit.Fit1D(101));
        Assert.Throws<ArgumentException>("inputs", () => unit.Fit1D(29).Transform(_inputs));
        Assert.Throws<ArgumentOutOfRangeException>(
            "Components", () => new OpticalProcessingUnit(RandomStream.From("x"), new OpticalSettings { Components = 0 }));
    }

    [Fact]
    public void Hardware_takes_a_frame_for_every_exposure()
    {
        OpticalHardware device = new();
        HardwareEstimate intensities = device.Intensities(1000, 784, 10_000, new BinaryEncoding(0.5f));
        Assert.Equal((1000, 0.5, 15, 7.84e9), (intensities.Frames, intensities.Seconds, intensities.Joules, intensities.Multiplications));

        // Two signs, two exposures; an epoch of MNIST is 240 000 frames and takes two minutes.
        HardwareEstimate errors = device.Projections(60_000, 10, 512, new TernaryEncoding(), new ThreeFrameHolography());
        Assert.Equal((240_000, 120.0, 3600.0), (errors.Frames, errors.Seconds, errors.Joules));

        // The whole device: 1 039 680 × 2 073 600 products 2000 times a second, 4.3·10¹⁵.
        Assert.Equal(4.3e15, device.Intensities(1, 1_039_680, 2_073_600, new BinaryEncoding(0)).MultiplicationsPerSecond, 0.02e15);
        Assert.Throws<ArgumentOutOfRangeException>("inputSize", () => device.Intensities(1, 1_039_681, 1, new BinaryEncoding(0)));
        Assert.Throws<ArgumentOutOfRangeException>(
            "outputSize", () => device.Projections(1, 10, 1_000_000, new BinaryEncoding(0), new OffAxisHolography()));
    }

    private static OpticalProcessingUnit Unit(Rescaling rescaling = Rescaling.Variance) => new(
        RandomStream.From("opu/unit"), new OpticalSettings { Components = 500, LargestFeatures = 100, Rescaling = rescaling });
}
