using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Photonic;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Photonic;

public class ColumnwiseAccountingTests
{
    // Section 2.3's two settings: bounds found there, and the worst divergences that a search found below them.
    [Theory]
    [InlineData(8, 256, 64, 256, 2, 0.9, 0.024702, 0.023766)]
    [InlineData(2, 64, 32, 128, 1, 0.5, 2.2101, 1.4142)]
    public void The_bound_of_a_column_has_the_stated_value(
        double order, int batch, int outputs, int inputs, double noise, double smallest, double bound, double worst)
    {
        double found = Bounds(batch, outputs, inputs, noise, smallest).RenyiDivergence(order);
        Assert.Equal(bound, found, 1e-4 * bound);
        Assert.True(worst < found);
    }

    [Fact]
    public void Without_spread_only_means_differ_and_the_bound_is_that_of_a_Gaussian_mechanism()
    {
        // D_α = α Δ²/(2 s²), with a mean moved by Δ = 2τ_B h/m against a deviation of s = σ h/√m in every number.
        ColumnBounds bounds = Bounds(50, 10, 20, 3, 1);
        Assert.Equal(2 * 7.0 / (50 * 9), bounds.RenyiDivergence(7), 1e-15);
        Assert.Equal(double.PositiveInfinity, bounds.OrderLimit);
        Assert.Equal(2 / (50 * Math.Sqrt(20)), bounds.Sensitivity, 1e-15);
    }

    [Fact]
    public void No_pair_of_neighbouring_mini_batches_exceeds_the_bound()
    {
        RandomStream stream = RandomStream.From("columns");
        foreach ((int batch, double order, double smallest) in new[] { (3, 1.5, 0.8), (8, 2, 0.7), (20, 3, 0.6), (20, 1.1, 0.3) })
        {
            ColumnBounds bounds = Bounds(batch, 6, 10, 0.5, smallest);
            double bound = bounds.RenyiDivergence(order), sensitivity = 0;
            Assert.True(double.IsFinite(bound));
            for (int trial = 0; trial < 300; trial++)
            {
                (double[] mean, double[] variance, double[] otherMean, double[] otherVariance) = Neighbours(bounds, stream);
                double divergence = 0;
                for (int j = 0; j < mean.Length; j++)
                    divergence += ScalarDivergence(order, mean[j] - otherMean[j], variance[j], otherVariance[j]);
                Assert.True(divergence <= bound);
                sensitivity = Math.Max(sensitivity, Math.Sqrt(mean.Zip(otherMean, (p, q) => (p - q) * (p - q)).Sum()));
            }

            Assert.True(sensitivity <= bounds.Sensitivity);
        }
    }

    [Fact]
    public void From_a_limit_on_orders_and_without_a_floor_nothing_is_bounded()
    {
        ColumnBounds bounds = Bounds(10, 4, 9, 1, 0.5);
        Assert.Equal(1 + (10 * 0.0625 / (1 - 0.0625)), bounds.OrderLimit, 1e-12);
        Assert.True(double.IsFinite(bounds.RenyiDivergence(bounds.OrderLimit - 1e-6)));
        Assert.Equal(double.PositiveInfinity, bounds.RenyiDivergence(bounds.OrderLimit));
        Assert.Equal(double.PositiveInfinity, (bounds with { ActivationFloor = 0 }).RenyiDivergence(1.001));
        Assert.Throws<ArgumentOutOfRangeException>("order", () => bounds.RenyiDivergence(1));
    }

    [Fact]
    public void Columns_layers_and_epochs_add_up()
    {
        PhotonicMechanism mechanism = new()
        {
            ActivationCeiling = 1,
            ActivationOffset = 0.9f,
            SmallestSlope = 0.9f,
            FeedbackBound = 1,
            FeedbackNoise = 2,
        };
        ColumnwiseAccounting accounting = ColumnwiseAccounting.Of(mechanism, [256, 64, 32, 10], 256);
        Assert.Equal(2, accounting.Layers.Count);
        double first = accounting.Layers[0].RenyiDivergence(8), second = accounting.Layers[1].RenyiDivergence(8);
        Assert.Equal(15 * ((256 * first) + (64 * second)), accounting.RenyiDivergence(8, 15), 1e-9);

        // The rounding of 0.9 to single precision moves the bound of 0.024702 by far less than its fifth digit.
        Assert.Equal(0.024702, first, 5e-6);
        Assert.Contains("not an end-to-end guarantee", accounting.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Epsilon_is_the_smallest_over_orders_of_the_tight_conversion()
    {
        // Without spread the sum is ρα, and the best order can be searched for finely here.
        PhotonicMechanism mechanism = new()
        {
            ActivationCeiling = 1,
            ActivationOffset = 1,
            SmallestSlope = 1,
            FeedbackBound = 1,
            FeedbackNoise = 4,
        };
        ColumnwiseAccounting accounting = ColumnwiseAccounting.Of(mechanism, [20, 10, 10], 50);
        double rho = 20 * 2 / (50 * 16.0), smallest = double.PositiveInfinity;
        for (double order = 1.01; order < 500; order += 0.001)
            smallest = Math.Min(smallest, (rho * order) + Math.Log((order - 1) / order) - (Math.Log(1e-5 * order) / (order - 1)));

        // Orders a factor of 1.04 apart miss the bottom of the curve by a few parts in 10⁴, always upwards.
        Assert.InRange(accounting.EpsilonOfColumns(1, 1e-5), smallest, smallest * 1.001);
        Assert.Equal(0, accounting.EpsilonOfColumns(0, 1e-5));
        ColumnwiseAccounting unbounded = ColumnwiseAccounting.Of(mechanism with { ActivationOffset = 0 }, [20, 10, 10], 50);
        Assert.Equal(double.PositiveInfinity, unbounded.EpsilonOfColumns(1, 1e-5));
    }

    private static ColumnBounds Bounds(int batch, int outputs, int inputs, double noise, double smallest) => new()
    {
        BatchSize = batch,
        Outputs = outputs,
        Inputs = inputs,
        Noise = noise,
        FeedbackBound = 1,
        ActivationFloor = smallest,
        ActivationCeiling = 1,
        SmallestSlope = smallest,
        LargestSlope = 1,
    };

    // −½ Σ … of the divergence of two normal distributions, in the form with one logarithm of each variance.
    private static double ScalarDivergence(double order, double difference, double first, double second)
    {
        double mixed = (order * second) + ((1 - order) * first);
        return mixed <= 0
            ? double.PositiveInfinity
            : (order * difference * difference / (2 * mixed))
                + (((((1 - order) * Math.Log(first)) + (order * Math.Log(second))) - Math.Log(mixed)) / (2 * (order - 1)));
    }

    private static (double[] Mean, double[] Variance, double[] OtherMean, double[] OtherVariance) Neighbours(
        ColumnBounds bounds, RandomStream stream)
    {
        int n = bounds.Outputs, m = bounds.BatchSize;
        (double[] mean, double[] variance) = (new double[n], new double[n]);
        double[]? otherMean = null, otherVariance = null;
        for (int example = 0; example <= m; example++)
        {
            double h = Extreme(bounds.ActivationFloor) / Math.Sqrt(bounds.Inputs) * (stream.NextDouble() < 0.5 ? -1 : 1);
            double[] u = [.. Enumerable.Range(0, n).Select(_ => stream.NextNormal())];
            double length = Math.Sqrt(u.Sum(x => x * x));
            double[] addMean = new double[n], addVariance = new double[n];
            for (int j = 0; j < n; j++)
            {
                double d = Extreme(bounds.SmallestSlope);
                addMean[j] = h * d * u[j] / length * bounds.FeedbackBound / m;
                addVariance[j] = Math.Pow(bounds.Noise * h * d / m, 2);
            }

            // Examples 0 … m − 2 are in both; m − 1 in the first only, m in the other in its place.
            if (example == m - 1) (otherMean, otherVariance) = ([.. mean], [.. variance]);
            double[] intoMean = example == m ? otherMean! : mean, intoVariance = example == m ? otherVariance! : variance;
            for (int j = 0; j < n; j++)
            {
                intoMean[j] += addMean[j];
                intoVariance[j] += addVariance[j];
            }
        }

        return (mean, variance, otherMean!, otherVariance!);

        // Mostly one of the two ends, where the worst cases are.
        double Extreme(double floor) => stream.NextInt32(4) switch
        {
            0 => floor + ((1 - floor) * stream.NextDouble()),
            1 => 1,
            _ => floor,
        };
    }
}
