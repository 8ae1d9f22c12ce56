using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

public class ProjectionInitialiserTests
{
    // 784 × 10 entries; a standard deviation from n of them is off by about 1/√(2n) = 0.8 % (normal; less if uniform): five of those. The
    // page: 2.5e-3 for MNIST.
    [Theory, InlineData(false), InlineData(true)]
    public void Entries_have_mean_0_and_the_published_standard_deviation(bool normal)
    {
        Matrix<float> f = (normal ? ProjectionInitialiser.HeNormal() : ProjectionInitialiser.HeUniform())
            .Draw(784, 10, RandomStream.From("projection"));
        double expected = 0.05 * Math.Sqrt(2.0 / 784), count = f.RowCount * f.ColumnCount;
        Assert.Equal(2.5e-3, expected, 0.05e-3);
        Assert.Equal(expected, f.Enumerate().Select(value => (double)value).StandardDeviation(), 5 * expected / Math.Sqrt(2 * count));
        Assert.Equal(0, f.Enumerate().Average(value => (double)value), 5 * expected / Math.Sqrt(count));
    }

    [Fact]
    public void The_positive_option_lies_between_0_and_the_bound_of_the_uniform_one()
    {
        Matrix<float> f = ProjectionInitialiser.PositiveUniform(0.2f).Draw(600, 10, RandomStream.From("projection"));
        const double bound = 0.2 * 0.1;
        Assert.All(f.Enumerate(), value => Assert.InRange(value, 0, bound * (1 + 1e-6)));
        Assert.Equal(bound / 2, f.Enumerate().Average(value => (double)value), 5 * bound / Math.Sqrt(12 * 6000));
    }

    [Fact]
    public void A_negative_scale_is_refused() =>
        Assert.Equal("scale", Assert.Throws<ArgumentOutOfRangeException>(() => ProjectionInitialiser.HeUniform(-1)).ParamName);
}
