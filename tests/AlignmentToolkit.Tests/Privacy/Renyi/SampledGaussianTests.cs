using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Renyi;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Renyi;

/// <summary>Check 10: divergences of sampled Gaussian noise against test vectors V2 and V3 (multi-precision), to 1e-9.</summary>
public class SampledGaussianTests
{
    private const double Check10 = 1e-9;

    private static readonly Gen<double> Factors = Gen.Double[1.001, 1.5];

    [Theory]
    [InlineData(0.01, 1, 1.25, 1.05398005098e-4)]
    [InlineData(0.01, 1, 2, 1.71813422075e-4)]
    [InlineData(0.01, 1, 8, 8.93643907606e-4)]
    [InlineData(0.01, 1, 32, 11.246275937)]
    [InlineData(0.04, 1.5, 3.9, 1.83320219958e-3)]
    [InlineData(0.04, 1.5, 4.7, 2.25894482031e-3)]
    [InlineData(256.0 / 60000, 1.3, 17, 1.34444416213e-4)]
    [InlineData(256.0 / 60000, 1.3, 8.5, 6.42857127036e-5)]
    [InlineData(0.001, 0.8, 10, 0.166269221631)]
    [InlineData(0.2, 2, 6.5, 0.0472080418341)]
    [InlineData(1e-6, 1, 27, 3.37288896340e-11)]
    [InlineData(1e-4, 1, 1.5, 1.28853739077e-8)]
    [InlineData(1e-6, 0.1, 256, 12786.130311)]
    [InlineData(0.99, 0.1, 256, 12799.9899103)]
    [InlineData(0.999, 100, 256.1, 0.0127797257467)]
    [InlineData(0.1, 100, 20.5, 1.02522145939e-5)]
    [InlineData(0.01, 10, 20, 1.00682631120e-5)]
    public void Check_10_V2_Poisson_samples(double rate, double noise, double order, double divergence) =>
        Relatively.Equal(divergence, Poisson(rate, noise, 1).Divergence(order), Check10);

    [Theory]
    [InlineData(1.5, 6.50070897188e-4)]
    [InlineData(2.5, 1.08541805692e-3)]
    [InlineData(5, 2.18075656231e-3)]
    [InlineData(50, 0.0238460375387)]
    [InlineData(100, 167.416307548)]
    public void Check_10_V2_fifty_steps(double order, double divergence) =>
        Relatively.Equal(divergence, Poisson(0.01, 2.5, 50).Divergence(order), Check10);

    [Theory]
    [InlineData(0.01, 1, 2, 5.43508638109e-4)]
    [InlineData(0.01, 1, 4, 1.14160655654e-3)]
    [InlineData(0.01, 1, 8, 2.68416501269e-3)]
    [InlineData(0.01, 4, 8, 1.04220710962e-4)]
    [InlineData(0.01, 4, 32, 4.31903855639e-4)]
    [InlineData(0.001, 0.8, 16, 5.17793758513)]
    [InlineData(0.1, 5, 10, 8.71593291813e-3)]
    [InlineData(256.0 / 60000, 1.3, 12, 3.71319079227e-4)]
    [InlineData(0.01, 4, 1.5, 2.57974508100e-5)]
    [InlineData(0.01, 4, 2.5, 3.44401297755e-5)]
    public void Check_10_V3_fixed_batches(double rate, double noise, double order, double divergence)
    {
        FixedBatchEvent batch = new(60000, (long)Math.Round(rate * 60000), new GaussianEvent(noise));
        Assert.Equal(rate, batch.SamplingRate);
        Relatively.Equal(divergence, new RenyiAccountant().CurveOf(batch).Divergence(order), Check10);
    }

    [Fact]
    public void The_integral_agrees_with_the_sum_at_whole_orders() =>
        Gen.Select(Gen.Double[-6, -0.05], Gen.Double[-1, 1.5], Gen.Int[2, 40]).Sample((logRate, logNoise, order) =>
        {
            double rate = Math.Pow(10, logRate), noise = Math.Pow(10, logNoise);
            double sum = new SampledGaussianSum(rate, noise, order).LogMoment(order);
            double integral = new SampledGaussianIntegral(rate, noise, order + 0.5).LogMoment(order);
            // The logarithms of the terms are up to a few thousand in size, or a few tens where A is near 1.
            Relatively.Equal(sum, integral, 1e-11);
        });

    [Fact]
    public void A_fractional_order_is_the_mean_it_is_defined_by() =>
        Gen.Select(Gen.Double[0.01, 0.9], Gen.Double[0.8, 3], Gen.Double[1.05, 12]).Sample((rate, noise, order) =>
        {
            // The defining mean, without the subtracted terms; far from 1 here, so nothing is lost.
            double sum = 0;
            const double step = 0.01;
            for (double y = -12; y < 12 + order / noise; y += step)
            {
                double ratio = 1 - rate + rate * Math.Exp(y / noise - 0.5 / (noise * noise));
                sum += step * NormalDistribution.Density(y) * Math.Pow(ratio, order);
            }

            double logarithm = Math.Log(sum), tolerance = 1e-12 * Math.Max(1, order * logarithm);
            Assert.Equal(logarithm, (order - 1) * Poisson(rate, noise, 1).Divergence(order), tolerance);
        }, iter: 60);

    [Fact]
    public void Even_moments_of_the_density_ratio_agree_with_the_alternating_sum_where_that_has_digits_left()
    {
        // B_l = Σ (−1)^(l−i) C(l, i) e^(i(i−1)/(2σ²)), in units in which σ = 1: terms up to e^28 at l = 8, a value of the same size.
        for (int power = 2; power <= 8; power += 2)
        {
            double sum = 0, binomial = 1;
            for (int i = 0; i <= power; i++)
            {
                sum += (i % 2 == 0 ? 1 : -1) * binomial * Math.Exp(0.5 * i * (i - 1));
                binomial *= (double)(power - i) / (i + 1);
            }

            Relatively.Equal(Math.Log(sum), GaussianLossMoment.LogEven(power, 1), 1e-13);
        }
    }

    [Fact]
    public void Divergences_grow_with_the_order_and_the_rate_and_fall_with_the_noise() =>
        Gen.Select(Gen.Double[1e-4, 0.9], Gen.Double[0.3, 8], Gen.Double[1.05, 60], Factors).Sample((rate, noise, order, factor) =>
        {
            // Check 13; the slack is rounding.
            const double slack = 1 + 1e-10;
            double divergence = Poisson(rate, noise, 1).Divergence(order);
            Assert.True(divergence <= slack * Poisson(rate, noise, 1).Divergence(order * factor));
            Assert.True(divergence <= slack * Poisson(Math.Min(1, rate * factor), noise, 1).Divergence(order));
            Assert.True(divergence >= Poisson(rate, noise * factor, 1).Divergence(order) / slack);
            Assert.True(divergence <= slack * order / (2 * noise * noise));
        });

    [Theory]
    [InlineData(0.005)]
    [InlineData(1e-4)]
    public void Where_noise_is_next_to_nothing_a_line_between_whole_orders_bounds_the_fractional_ones(double noise)
    {
        // ln A_α = ln q α + (α² − α)/(2σ²) to all digits: the largest of the terms is everything.
        double exact = (2.5 * Math.Log(0.01) + 2.5 * 1.5 / (2 * noise * noise)) / 1.5;
        double divergence = Poisson(0.01, noise, 1).Divergence(2.5);
        Assert.InRange(divergence, exact, exact + 0.25 / (2 * noise * noise));
    }

    private static RenyiCurve Poisson(double rate, double noise, long steps) =>
        new RenyiAccountant().CurveOf(new RepeatedEvent(new PoissonSampledEvent(rate, new GaussianEvent(noise)), steps));
}
