using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.LossDistributions;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.LossDistributions;

public class MillsRatioTests
{
    [Fact]
    public void It_agrees_with_the_scalar_function_over_the_whole_half_line()
    {
        double worst = 0;
        for (double z = 0; z < 1e6; z = z < 50 ? z + 0.0173 : 1.1 * z)
            worst = Math.Max(worst, Math.Abs((MillsRatio.At(z) / NormalDistribution.MillsRatio(z)) - 1));

        // Each of the two is documented to be within some units of round-off.
        Assert.InRange(worst, 0, 4e-15);
    }

    [Fact]
    public void Vectors_of_any_length_and_either_sign_give_the_scalar_values()
    {
        double[] z = [.. Enumerable.Range(-9, 19).Select(i => 0.7 * i)], values = [.. z.Select(_ => 2.0)];

        MillsRatio.MultiplyInto(z, values);

        Assert.Equal(z.Select(x => 2 * MillsRatio.At(Math.Abs(x))), values);
    }
}
