using AlignmentToolkit.Numerics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class ExponentialsTests
{
    // Check A1, vector 15.
    [Fact]
    public void Published_values_of_the_logistic_function()
    {
        Assert.Equal(1, Exponentials.Logistic(-20) / 2.0611536181902037e-9, 1e-15);
        Assert.Equal(1, Exponentials.Logistic(800));
        Assert.InRange(Exponentials.Logistic(-745), 0, double.Epsilon);
        Assert.Equal(0, Exponentials.Logistic(double.NegativeInfinity));
        Assert.Equal(1, Exponentials.Logistic(double.PositiveInfinity));
        Assert.True(double.IsNaN(Exponentials.Logistic(double.NaN)));
    }

    // Check A5: a count offset of −1, 0, 1, 5.
    [Theory]
    [InlineData(-1, 0.2689)]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.7311)]
    [InlineData(5, 0.9933)]
    public void Published_coefficients(double x, double expected) => Assert.Equal(expected, Exponentials.Logistic(x), 5e-5);

    [Fact]
    public void The_logistic_function_mirrors_and_is_a_hyperbolic_tangent() => Gen.Double[-700, 700].Sample(x =>
    {
        Assert.Equal(1, Exponentials.Logistic(x) + Exponentials.Logistic(-x), 3e-16);
        Assert.Equal(0.5 * (1 + Math.Tanh(0.5 * x)), Exponentials.Logistic(x), 3e-16);

        // Relative: the exponential turns half a unit in the last place of x into |x| / 2 of its own.
        double tolerance = (Math.Abs(x) + 8) * Math.Pow(2, -53);
        Assert.InRange(Math.Exp(Exponentials.LogLogistic(x)) / Exponentials.Logistic(x), 1 - tolerance, 1 + tolerance);
    });

    [Fact]
    public void The_logarithm_keeps_its_digits_at_both_ends()
    {
        Assert.Equal(-1e300, Exponentials.LogLogistic(-1e300));
        Assert.Equal(1, Exponentials.LogLogistic(700) / -Math.Exp(-700), 1e-15);
        Assert.Equal(-Math.Log(2), Exponentials.LogLogistic(0), 1e-16);
    }
}
