using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Renyi;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Renyi;

/// <summary>Check 11, Rényi rows of test vectors V4, to 1e-8; searches over orders; conversions.</summary>
public class RenyiAccountantTests
{
    private const double Check11 = 1e-8;

    private static readonly double[] Tenths = [.. Enumerable.Range(1, 99).Select(tenth => 1 + tenth / 10.0)];

    // The grids with which the rows were made.
    private static readonly double[] Opacus = [.. Tenths, .. Enumerable.Range(12, 52)];
    private static readonly double[] Google = [.. Tenths, .. Enumerable.Range(11, 53), 128, 256, 512, 1024];
    private static readonly double[] NoiseTool =
        [1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, .. Enumerable.Range(5, 59), 128, 256, 512];

    [Fact]
    public void The_default_orders_are_the_widely_used_grid() => Assert.Equal(Google, RenyiOrders.Default);

    [Theory]
    [InlineData(0.04, 1.5, 2250, 1e-5, 7.329111171484, 3.9)]
    public void Check_11_V4_opacus(double rate, double noise, long steps, double delta, double epsilon, double order) =>
        AssertEpsilon(Opacus, RenyiConversion.Tight, rate, noise, steps, delta, epsilon, order);

    [Theory]
    [InlineData(60000, 150, 1.3, 6000, 1e-5, 0.72422340261, 19, 0.941870567)]
    [InlineData(100000, 100, 1, 30000, 1e-7, 1.41549884954, 13, 1.709287337)]
    public void Check_11_V4_noise_tool(
        double examples, double batch, double noise, long steps, double delta, double epsilon, double order, double classic)
    {
        AssertEpsilon(NoiseTool, RenyiConversion.Tight, batch / examples, noise, steps, delta, epsilon, order);
        AssertEpsilon(NoiseTool, RenyiConversion.Classic, batch / examples, noise, steps, delta, classic, null);
    }

    [Fact]
    public void Check_11_V4_hardly_any_noise() =>
        AssertEpsilon(NoiseTool, RenyiConversion.Tight, 1024e-8, 0.1, 976563, 1e-7, 5907982.31138, 1.25);

    [Theory]
    [InlineData(1, 0.7, 2, 1e-5, 10.860203574)]
    [InlineData(1, 0.35, 2, 1e-5, 26.288037360)]
    [InlineData(0.01, 0.7, 120, 1e-5, 3.239192194)]
    [InlineData(0.01, 0.35, 120, 1e-5, 22.59703581)]
    [InlineData(1, 1, 5, 1e-6, 13.376379)]
    [InlineData(0.0064, 1, 782, 1e-6, 1.616394)]
    public void Check_11_V4_common_grid(double rate, double noise, long steps, double delta, double epsilon)
    {
        double tolerance = epsilon is 13.376379 or 1.616394 ? 0.5e-6 : Check11 * epsilon;
        RenyiCurve curve = new RenyiAccountant(Google).CurveOf(Poisson(rate, noise, steps));
        Assert.Equal(epsilon, curve.Epsilon(delta).Upper, tolerance);
    }

    [Fact]
    public void Check_11_V4_a_bounded_loss()
    {
        double[] orders = [.. Enumerable.Range(2, 31)];
        double[] epsilons = [.. orders.Select(order => RenyiBound.Epsilon(order, 1.1, 1e-5))];
        Relatively.Equal(1.327838061755, epsilons.Min(), Check11);
        Assert.Equal(32, orders[Array.IndexOf(epsilons, epsilons.Min())]);
    }

    [Fact]
    public void Check_11_V4_the_continuous_search_finds_the_published_noise()
    {
        RenyiCurve curve = new RenyiAccountant().CurveOf(new GaussianEvent(4.530877117));
        Assert.Equal(1.0, curve.Epsilon(1e-6).Upper, 1e-9);
        // The bound is flat around its best order: a relative error r of ε leaves the order uncertain by √r.
        Assert.Equal(21.985, curve.BestOrder(1e-6), 0.01);
    }

    [Theory]
    [InlineData(0.5, 12.7986, 14.0347)]
    [InlineData(0.7, 4.0648, 4.7584)]
    [InlineData(1.0, 1.5598, 1.9274)]
    [InlineData(1.3, 0.9546, 1.1923)]
    [InlineData(2.0, 0.5291, 0.6715)]
    [InlineData(4.0, 0.2348, 0.3180)]
    [InlineData(8.0, 0.1097, 0.1557)]
    public void Fifteen_epochs_cost_what_the_table_of_the_facts_says(double noise, double tight, double classic)
    {
        // Four decimals, some of them rounded from five: 0.52915016 stands there as 0.5291.
        const double digits = 0.55e-4;
        PrivacyEvent training = Poisson(256.0 / 60000, noise, 3516);
        Assert.Equal(tight, new RenyiAccountant(Google).CurveOf(training).Epsilon(1e-5).Upper, digits);
        Assert.Equal(classic, new RenyiAccountant(Google, RenyiConversion.Classic).CurveOf(training).Epsilon(1e-5).Upper, digits);
    }

    [Fact]
    public void The_search_is_never_worse_than_any_order_and_its_delta_undoes_its_epsilon() =>
        Gen.Select(Gen.Double[-4, -0.01], Gen.Double[-0.5, 1.5], Gen.Int[0, 20000], Gen.Double[-12, -2], Gen.Double[0.01, 6]).Sample(
            (logRate, logNoise, steps, logDelta, logOrder) =>
            {
                double delta = Math.Pow(10, logDelta), order = 1 + Math.Exp(logOrder);
                if (order > 64) order = Math.Round(order);
                RenyiCurve curve = new RenyiAccountant().CurveOf(Poisson(Math.Pow(10, logRate), Math.Pow(10, logNoise), steps));
                double epsilon = curve.Epsilon(delta).Upper;
                Assert.True(epsilon <= RenyiBound.Epsilon(order, curve.Divergence(order), delta) * (1 + 1e-6));
                // δ(ε) falls by dδ/dε = −(α − 1) δ; both searches stop within 1e-7 of the best.
                if (epsilon > 0) Assert.InRange(curve.Delta(epsilon).Upper, delta * 0.999, delta * 1.001);
            }, iter: 60);

    [Fact]
    public void The_tight_conversion_is_never_larger_than_the_classic_one() =>
        Gen.Select(Gen.Double[-6, 7], Gen.Double[-6, 4], Gen.Double[-14, -0.01]).Sample((logOrder, logDivergence, logDelta) =>
        {
            double order = 1 + Math.Exp(logOrder), divergence = Math.Exp(logDivergence), delta = Math.Pow(10, logDelta);
            double classic = RenyiBound.Epsilon(order, divergence, delta, RenyiConversion.Classic);
            double tight = RenyiBound.Epsilon(order, divergence, delta);
            Assert.True(tight <= classic);
            if (tight > 0) Assert.True(RenyiBound.Delta(order, divergence, tight) <= delta * (1 + 1e-9));
            if (classic > 0) Assert.True(RenyiBound.Delta(order, divergence, classic, RenyiConversion.Classic) <= delta * (1 + 1e-9));
        });

    [Fact]
    public void An_order_at_the_end_of_the_grid_is_remarked()
    {
        RenyiCurve curve = new RenyiAccountant([2, 3]).CurveOf(new GaussianEvent(5));
        Assert.Equal(3, curve.BestOrder(1e-5));
        Assert.Contains("the best order, 3,", curve.Remark(1e-5), StringComparison.Ordinal);
        Assert.Null(new RenyiAccountant().CurveOf(new GaussianEvent(5)).Remark(1e-5));
        Assert.Contains("infinite", new RenyiAccountant().CurveOf(new GaussianEvent(0)).Remark(1e-5), StringComparison.Ordinal);
    }

    [Fact]
    public void Laplace_noise_has_the_divergence_of_its_definition_and_never_more_than_its_largest_loss() =>
        Gen.Select(Gen.Double[0.2, 20], Gen.Double[1.05, 30]).Sample((noise, order) =>
        {
            // ∫ p^α q^(1−α) of the two densities: two tails in closed form and the middle by Simpson.
            double left = 0.5 * Math.Exp(-order / noise), right = 0.5 * Math.Exp((order - 1) / noise), middle = 0;
            const int pieces = 2000;
            for (int i = 0; i <= pieces; i++)
            {
                double x = (double)i / pieces, weight = i is 0 or pieces ? 1 : i % 2 == 1 ? 4 : 2;
                middle += weight / (3.0 * pieces) * Math.Exp((-order * (1 - x) - (1 - order) * x) / noise) / (2 * noise);
            }

            double divergence = new RenyiAccountant().CurveOf(new LaplaceEvent(noise)).Divergence(order);
            Assert.Equal(Math.Log(left + right + middle) / (order - 1), divergence, 1e-9);
            Assert.True(new RenyiAccountant().CurveOf(new LaplaceEvent(noise)).Epsilon(1e-9).Upper <= 1 / noise);
        }, iter: 60);

    [Theory]
    [InlineData(1e5)]
    [InlineData(1e7)]
    public void Weak_Laplace_noise_costs_half_the_order_over_the_squared_scale(double noise)
    {
        double divergence = new RenyiAccountant().CurveOf(new LaplaceEvent(noise)).Divergence(3);
        Relatively.Equal(1.5 / (noise * noise) * (1 - 1 / (3 * noise)), divergence, 2e-8);
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Equal("orders", Assert.Throws<ArgumentOutOfRangeException>(() => new RenyiAccountant([2, 1])).ParamName);
        Assert.Equal("orders", Assert.Throws<ArgumentException>(() => new RenyiAccountant([])).ParamName);
        Assert.Equal("conversion", Assert.Throws<ArgumentOutOfRangeException>(() => new RenyiAccountant((RenyiConversion)7)).ParamName);
        Assert.Equal("order", Assert.Throws<ArgumentOutOfRangeException>(() => RenyiBound.Epsilon(1, 1, 0.1)).ParamName);
        Assert.Equal("divergence", Assert.Throws<ArgumentOutOfRangeException>(() => RenyiBound.Delta(2, double.NaN, 1)).ParamName);
        RenyiCurve curve = new RenyiAccountant().CurveOf(new GaussianEvent(1));
        Assert.Equal("order", Assert.Throws<ArgumentOutOfRangeException>(() => curve.Divergence(1)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => curve.BestOrder(0)).ParamName);
    }

    private static void AssertEpsilon(
        double[] orders, RenyiConversion conversion, double rate, double noise, long steps, double delta, double epsilon, double? order)
    {
        RenyiCurve curve = new RenyiAccountant(orders, conversion).CurveOf(Poisson(rate, noise, steps));
        Relatively.Equal(epsilon, curve.Epsilon(delta).Upper, Check11);
        if (order is { } best) Assert.Equal(best, curve.BestOrder(delta));
    }

    private static RepeatedEvent Poisson(double rate, double noise, long steps) =>
        new(new PoissonSampledEvent(rate, new GaussianEvent(noise)), steps);
}
