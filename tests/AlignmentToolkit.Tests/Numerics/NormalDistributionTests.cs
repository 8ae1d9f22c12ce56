using AlignmentToolkit.Numerics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>Against values computed in 50-digit arithmetic, and against the laws the functions obey.</summary>
public class NormalDistributionTests
{
    [Theory]
    [InlineData(-30.5, 1.3029379131780763509e-204, -469.46273732291211439)]
    [InlineData(-20, 2.7536241186062336951e-89, -203.91715537109726394)]
    [InlineData(-8, 6.2209605742717841235e-16, -35.013437159914549896)]
    [InlineData(-3.25, 0.00057702504239076704292, -7.4576248913741120357)]
    [InlineData(-1, 0.15865525393145705141, -1.8410216450092635058)]
    [InlineData(-0.5, 0.30853753872598689636, -1.1759117615936186089)]
    [InlineData(-0.015625, 0.49376678050011031717, -0.70569197752130218837)]
    [InlineData(0, 0.5, -0.69314718055994530942)]
    [InlineData(0.25, 0.59870632568292372424, -0.51298407540943043213)]
    [InlineData(1.5, 0.933192798731141934, -0.069143455612233982993)]
    [InlineData(4, 0.99996832875816688008, -0.00003167174337748926386)]
    [InlineData(8, 0.9999999999999993779, -6.2209605742717860585e-16)]
    public void The_distribution_function_and_its_logarithm_are_right_in_both_tails(double x, double probability, double logarithm)
    {
        AssertClose(probability, NormalDistribution.Cdf(x), 1e-15);
        AssertClose(logarithm, NormalDistribution.LogCdf(x), 1e-15);
    }

    [Theory]
    [InlineData(-1000, -500007.82669481218431)]
    [InlineData(-1e8, -5000000000000019.3396)]
    public void The_logarithm_goes_on_where_the_probability_is_too_small_for_a_number(double x, double logarithm)
    {
        Assert.Equal(0, NormalDistribution.Cdf(x));
        AssertClose(logarithm, NormalDistribution.LogCdf(x), 1e-15);
    }

    [Fact]
    public void A_probability_below_the_smallest_normal_number_has_the_digits_that_are_left() =>
        AssertClose(2.8854283600687843084e-316, NormalDistribution.Cdf(-38), double.Epsilon / 2.8e-316);

    [Theory]
    [InlineData(1e-300, -37.047096299361199237)]
    [InlineData(1e-100, -21.273453560965324294)]
    [InlineData(1e-16, -8.2220822161304356152)]
    [InlineData(1e-10, -6.3613409024040561991)]
    [InlineData(0.001, -3.0902323061678135354)]
    [InlineData(0.02425, -1.9729610513118848376)]
    [InlineData(0.25, -0.6744897501960817432)]
    [InlineData(0.375, -0.31863936396437516302)]
    [InlineData(0.5000152587890625, 0.000038248112110018399143)]
    [InlineData(0.625, 0.31863936396437516302)]
    [InlineData(0.96875, 1.8627318674216514555)]
    public void The_inverse_is_right_in_the_tail_and_relative_to_its_size_at_the_median(double probability, double x) =>
        AssertClose(x, NormalDistribution.Quantile(probability), 4e-15);

    [Fact]
    public void The_limits_are_exact()
    {
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.LogCdf(double.NegativeInfinity));
        Assert.Equal(0, NormalDistribution.LogCdf(double.PositiveInfinity));
        Assert.Equal(0, NormalDistribution.Density(double.NegativeInfinity));
        Assert.Equal(0, NormalDistribution.MillsRatio(double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.MillsRatio(double.NegativeInfinity));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(0.5, NormalDistribution.Cdf(0));
        Assert.Equal(0, NormalDistribution.Quantile(0.5));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1));
        Assert.True(double.IsNaN(NormalDistribution.Cdf(double.NaN)));
        Assert.True(double.IsNaN(NormalDistribution.LogCdf(double.NaN)));
    }

    [Theory]
    [InlineData(-1e-300)]
    [InlineData(1.0000001)]
    [InlineData(double.NaN)]
    public void The_inverse_refuses_what_is_no_probability(double probability) =>
        Assert.Equal("p", Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(probability)).ParamName);

    [Fact]
    public void The_inverse_undoes_the_distribution_function() =>
        // A probability's rounding, 1e-15 of it, is M(|x|) ≤ 1.26 times as much in x.
        Gen.Double[-37, 0].Sample(x => Assert.Equal(x, NormalDistribution.Quantile(NormalDistribution.Cdf(x)), 2e-15 * Math.Max(1, -x)));

    [Fact]
    public void Both_tails_add_up_to_one() =>
        Gen.Double[-40, 40].Sample(
            x => Assert.Equal(1, NormalDistribution.Cdf(x) + NormalDistribution.Cdf(-x), double.BitIncrement(1) - 1));

    [Fact]
    public void Mills_ratio_times_the_density_is_the_tail_and_its_slope_lies_between_bounds() => Gen.Double[-30, 1e4].Sample(x =>
    {
        if (x < 38) AssertClose(NormalDistribution.Cdf(-x), NormalDistribution.MillsRatio(x) * NormalDistribution.Density(x), 4e-15);
        // 1/(x² + 3) < 1 − x M(x) < 1/(x² + 1) for x > 0.
        if (x > 0) Assert.InRange(NormalDistribution.MillsSlope(x) * (x * x + 2), 0.66, 2);
        if (x > 1) Assert.InRange(NormalDistribution.MillsSlope(x), 1 / (x * x + 3), 1 / (x * x + 1));
    });

    [Fact]
    public void Exponentials_keep_their_digits_near_zero_and_do_not_overflow()
    {
        AssertClose(1.00000000005e-10, Exponentials.ExpM1(1e-10), 1e-15);
        AssertClose(9.9999999995e-11, Exponentials.Log1P(1e-10), 1e-15);
        AssertClose(-1.00000000005e-10, Exponentials.Log1P(-1e-10), 1e-15);
        AssertClose(Math.Log(1e-10) + 0.5e-10, Exponentials.LogExpM1(1e-10), 1e-15);
        Assert.Equal(1e4, Exponentials.LogExpM1(1e4));
        Assert.Equal(1e4, Exponentials.Log1PExp(1e4));
        AssertClose(Math.Exp(-40), Exponentials.Log1PExp(-40), 1e-15);
        Assert.Equal(double.NegativeInfinity, Exponentials.LogExpM1(0));
        Assert.Equal(double.PositiveInfinity, Exponentials.LogExpM1(double.PositiveInfinity));
        Assert.Equal(-1, Exponentials.ExpM1(double.NegativeInfinity));
        Assert.Equal(double.NegativeInfinity, Exponentials.Log1P(-1));
        // Each undoes the other.
        Gen.Double[-0.9, 5].Sample(x => AssertClose(x, Exponentials.ExpM1(Exponentials.Log1P(x)), 1e-14));
    }

    private static void AssertClose(double expected, double actual, double relative) =>
        Assert.Equal(expected, actual, relative * Math.Abs(expected));
}
