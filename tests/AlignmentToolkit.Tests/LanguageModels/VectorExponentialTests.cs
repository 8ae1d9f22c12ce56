using System.Numerics;

using AlignmentToolkit.LanguageModels.Kernels;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels;

public class VectorExponentialTests
{
    [Fact]
    public void Is_the_exponential_to_two_units_in_the_last_place_over_its_whole_range()
    {
        double worst = 0;
        for (int i = 0; i < 400_000; i++)
        {
            float x = -87.3f + (i * (175.6f / 400_000));
            double exact = Math.Exp(x);
            double unit = Math.ScaleB(1, Math.ILogB(exact) - 23);
            worst = Math.Max(worst, Math.Abs(VectorExponential.Of(new Vector<float>(x))[0] - exact) / unit);
        }

        Assert.True(worst < 2, $"worst error {worst:0.00} units in the last place");
    }

    [Theory]
    [InlineData(0f, 1f)]
    [InlineData(-100f, 0f)]
    [InlineData(float.NegativeInfinity, 0f)]
    [InlineData(float.NaN, float.NaN)]
    public void Keeps_special_values(float x, float expected) =>
        Assert.Equal(expected, VectorExponential.Of(new Vector<float>(x))[0]);
}
