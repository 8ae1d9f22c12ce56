using AlignmentToolkit.Privacy.Calibration;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.LossDistributions;
using AlignmentToolkit.Privacy.Renyi;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Calibration;

public class CalibrationTests
{
    private static readonly PrivacyLossAccountant Fine = new() { RelativeWidth = 2e-5 };

    [Fact]
    public void Check_14_noise_for_a_training_run_is_the_known_one_and_safe()
    {
        Calibrated<double> noise = NoiseCalibration.Find(
            new PrivacyLossAccountant(), Training, 8, 1e-5, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(1.345898, noise.Value, 2e-5);
        Assert.True(noise.Epsilon.Upper <= 8);
        Assert.True(Fine.CurveOf(Training(noise.Value * (1 - 1e-4))).Epsilon(1e-5).Upper > 8);
    }

    [Fact]
    public void Check_14_noise_for_one_sampled_release_is_the_known_one()
    {
        Calibrated<double> noise = NoiseCalibration.Find(
            new PrivacyLossAccountant(),
            sigma => new PoissonSampledEvent(0.01, new GaussianEvent(sigma)),
            1,
            1e-5,
            1e-6,
            TestContext.Current.CancellationToken);

        Relatively.Equal(0.6737928925, noise.Value, 1e-6);
        Assert.True(noise.Epsilon.Upper <= 1);
    }

    [Theory]
    [InlineData(1, 1e-5, 3.73063163482)]
    [InlineData(8, 1e-5, 0.600229072199)]
    [InlineData(50, 1e-6, 0.156592870392)]
    public void Noise_of_the_Gaussian_mechanism_is_the_known_one(double epsilon, double delta, double expected) => Relatively.Equal(
        expected,
        NoiseCalibration.Find(
            new PrivacyLossAccountant(),
            sigma => new GaussianEvent(sigma),
            epsilon,
            delta,
            1e-6,
            TestContext.Current.CancellationToken).Value,
        1e-6);

    [Fact]
    public void Check_14_Renyi_calibration_is_safe_and_tight()
    {
        RenyiAccountant accountant = new();

        Calibrated<double> noise = NoiseCalibration.Find(
            accountant, Training, 8, 1e-5, cancellation: TestContext.Current.CancellationToken);

        Assert.True(noise.Epsilon.Upper <= 8);
        Assert.True(accountant.CurveOf(Training(noise.Value * (1 - 1e-4))).Epsilon(1e-5).Upper > 8);
    }

    [Fact]
    public void Steps_and_sampling_rates_are_found_on_the_safe_side()
    {
        RenyiAccountant accountant = new();
        PrivacyEvent step = new PoissonSampledEvent(0.01, new GaussianEvent(1));

        Calibrated<long> steps = StepCalibration.Find(accountant, step, 2, 1e-5, TestContext.Current.CancellationToken);
        Calibrated<double> rate = SamplingRateCalibration.Find(
            accountant,
            q => new RepeatedEvent(new PoissonSampledEvent(q, new GaussianEvent(1)), 1000),
            2,
            1e-5,
            cancellation: TestContext.Current.CancellationToken);

        Assert.True(accountant.CurveOf(new RepeatedEvent(step, steps.Value)).Epsilon(1e-5).Upper <= 2);
        Assert.True(accountant.CurveOf(new RepeatedEvent(step, steps.Value + 1)).Epsilon(1e-5).Upper > 2);
        Assert.True(rate.Epsilon.Upper <= 2);
        PrivacyEvent more = new RepeatedEvent(new PoissonSampledEvent(rate.Value * (1 + 1e-4), new GaussianEvent(1)), 1000);
        Assert.True(accountant.CurveOf(more).Epsilon(1e-5).Upper > 2);
    }

    [Fact]
    public void What_cannot_be_reached_or_asked_for_is_refused()
    {
        PrivacyLossAccountant accountant = new();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        // Without noise among them no amount of other noise helps.
        PrivacyEvent Leaky(double noise) => new ComposedEvent([new GaussianEvent(noise), new GaussianEvent(0)]);
        ArgumentOutOfRangeException Refusal(Func<double, PrivacyEvent> releases, double epsilon) =>
            Assert.Throws<ArgumentOutOfRangeException>(
            () => NoiseCalibration.Find(accountant, releases, epsilon, 1e-5, cancellation: cancellation));

        Assert.Equal("epsilon", Refusal(Leaky, 1).ParamName);
        foreach (double epsilon in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Equal("epsilon", Refusal(Training, epsilon).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseCalibration.Find(accountant, Training, 1, 1, cancellation: cancellation));
        Assert.Throws<ArgumentOutOfRangeException>(() => NoiseCalibration.Find(accountant, Training, 1, 1e-5, 0, cancellation));
        Assert.Throws<ArgumentNullException>(() => NoiseCalibration.Find(null!, Training, 1, 1e-5, cancellation: cancellation));
    }

    private static RepeatedEvent Training(double noise) => new(new PoissonSampledEvent(0.04, new GaussianEvent(noise)), 2250);
}
