using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Renyi;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Accounting;

/// <summary>zCDP against the worked example of its section and against its closed form.</summary>
public class ConcentratedAccountantTests
{
    private static readonly RepeatedEvent Example = new(new GaussianEvent(4), 15);

    [Fact]
    public void The_worked_example_has_its_rho_and_epsilons()
    {
        Assert.Equal(0.46875, new ConcentratedAccountant().Rho(Example), 1e-15);
        Assert.Equal(5.114903, new ConcentratedAccountant(RenyiConversion.Classic).CurveOf(Example).Epsilon(1e-5).Upper, 5e-7);
        Assert.Equal(4.556498, new ConcentratedAccountant().CurveOf(Example).Epsilon(1e-5).Upper, 5e-7);
        RenyiCurve curve = Assert.IsType<RenyiCurve>(new ConcentratedAccountant().CurveOf(Example));
        // The minimum is flat: a relative error of 1e-12 in ε is one of 1e-6 or so in α.
        Assert.Equal(5.571, curve.BestOrder(1e-5), 5e-4);
    }

    [Fact]
    public void The_classic_conversion_is_the_closed_form() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Double[-12, -1]).Sample((logNoise, logDelta) =>
        {
            double noise = Math.Pow(10, logNoise), delta = Math.Pow(10, logDelta), rho = 0.5 / (noise * noise);
            double epsilon = new ConcentratedAccountant(RenyiConversion.Classic).CurveOf(new GaussianEvent(noise)).Epsilon(delta).Upper;
            // Where even the total variation is below δ, ε is 0.
            if (epsilon > 0) Relatively.Equal(rho + 2 * Math.Sqrt(rho * -Math.Log(delta)), epsilon, 1e-9);
            else Assert.True(rho < delta);
        });

    [Fact]
    public void Laplace_noise_costs_half_the_square_of_its_largest_loss()
    {
        Assert.Equal(0.5 / 9, new ConcentratedAccountant().Rho(new LaplaceEvent(3)), 1e-15);
        PrivacyEvent both = new ComposedEvent([new LaplaceEvent(3), Example]);
        Assert.Equal(0.46875 + 0.5 / 9, new ConcentratedAccountant().Rho(both), 1e-15);
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Equal(
            "conversion", Assert.Throws<ArgumentOutOfRangeException>(() => new ConcentratedAccountant((RenyiConversion)3)).ParamName);
        PrivacyEvent sampled = new PoissonSampledEvent(0.5, new GaussianEvent(1));
        Assert.Throws<UnsupportedEventException>(() => new ConcentratedAccountant().Rho(sampled));
    }
}
