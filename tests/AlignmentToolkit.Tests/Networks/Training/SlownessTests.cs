using AlignmentToolkit.Networks.Training;

using Xunit;

namespace AlignmentToolkit.Tests.Networks.Training;

public class SlownessTests
{
    /// <summary>
    /// Test accuracy in % after epochs 1 to 59 of the published PEPITA run on CIFAR-10 [Dellaferrera 2022, released tutorial]: with the
    /// chance level before it, the sixty points of the published fit.
    /// </summary>
    private static readonly double[] PublishedCurve =
    [
        35.12, 38.07, 40.90, 40.41, 41.40, 39.76, 43.73, 45.08, 45.28, 45.05, 44.66, 45.89, 47.39, 46.95, 47.41, 47.90, 48.52, 48.53, 46.39,
        48.61, 47.27, 49.05, 49.20, 49.39, 48.68, 49.64, 49.09, 50.06, 49.31, 49.77, 49.89, 50.07, 49.84, 49.66, 50.19, 50.32, 50.61, 49.24,
        50.55, 51.68, 50.78, 50.49, 51.47, 50.79, 50.73, 51.77, 51.32, 51.41, 51.31, 51.36, 51.31, 51.79, 51.32, 51.53, 51.20, 51.77, 50.74,
        51.12, 51.42,
    ];

    [Fact]
    public void The_published_curve_has_the_published_slowness()
    {
        Slowness slowness = Slowness.Of(PublishedCurve);
        Assert.Equal(51.79, slowness.Level);
        Assert.Equal(0.9285, slowness.Epochs, 5e-5);
    }

    [Theory]
    [InlineData(0.026, 98.6)]
    [InlineData(1, 1)]
    [InlineData(37, 0.52)]
    public void A_curve_of_the_fitted_form_gives_its_own_slowness_and_level(double s, double level)
    {
        double[] curve = [.. Enumerable.Range(1, 40).Select(e => level * e / (s + e))];
        Slowness slowness = Slowness.Of(curve, AccuracyPlateau.LeastSquares);
        Assert.Equal(s, slowness.Epochs, 1e-9 * s);
        Assert.Equal(level, slowness.Level, 1e-9 * level);
        Assert.Equal(0, slowness.Residual, 1e-9 * level);
    }

    // Independent route: all values of s on a fine lattice.
    [Theory, InlineData(AccuracyPlateau.LargestMeasured), InlineData(AccuracyPlateau.LeastSquares)]
    public void No_other_slowness_fits_better(AccuracyPlateau plateau)
    {
        Slowness slowness = Slowness.Of(PublishedCurve, plateau);
        for (double s = 0; s < 20; s += 0.01)
        {
            double[] g = [.. Enumerable.Range(1, PublishedCurve.Length).Select(e => e / (s + e))];
            double level = plateau == AccuracyPlateau.LargestMeasured
                ? PublishedCurve.Max()
                : g.Zip(PublishedCurve, (x, y) => x * y).Sum() / g.Sum(x => x * x);
            double mean = g.Zip(PublishedCurve, (x, y) => Math.Pow(y - level * x, 2)).Average();
            Assert.True(Math.Sqrt(mean) >= slowness.Residual);
        }
    }

    [Fact]
    public void A_curve_that_stands_at_its_level_at_once_has_slowness_0() =>
        Assert.Equal(new Slowness(0, 0.9, 0), Slowness.Of([0.9, 0.9, 0.9]));

    [Fact]
    public void The_unit_of_the_accuracies_does_not_matter() =>
        Assert.Equal(Slowness.Of(PublishedCurve).Epochs, Slowness.Of([.. PublishedCurve.Select(y => y / 100)]).Epochs, 1e-12);

    [Fact]
    public void Only_epochs_of_learning_before_the_first_drop_of_the_learning_rate_count()
    {
        EpochRecord[] records =
        [
            new() { Epoch = 0, TestAccuracy = 0.1 },
            new() { Epoch = 1, TestAccuracy = 0.1 },
            .. PublishedCurve.Select((y, e) => new EpochRecord { Epoch = e + 2, LearningRate = 0.01, TestAccuracy = y / 100 }),
            new() { Epoch = 61, LearningRate = 0.001, TestAccuracy = 0.99 },
        ];
        Assert.Equal(0.9285, Slowness.Of(new TrainingRun("PEPITA", TrainingOutcome.Completed, records, [])).Epochs, 5e-5);
    }

    [Theory]
    [InlineData(new double[] { }, "0 epochs")]
    [InlineData(new[] { 0.5 }, "1 epochs")]
    [InlineData(new[] { 0.5, double.NaN }, "epoch 2 is NaN")]
    [InlineData(new[] { -0.5, 0.5 }, "epoch 1 is -0.5")]
    [InlineData(new[] { 0.0, 0.0 }, "All accuracies are 0")]
    public void A_curve_that_cannot_be_fitted_is_refused_with_the_reason(double[] accuracies, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Slowness.Of(accuracies)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_straight_line_has_no_level_to_be_fitted() =>
        Assert.Contains(
            "no level",
            Assert.Throws<ArgumentException>(() => Slowness.Of([0.1, 0.2, 0.3, 0.4], AccuracyPlateau.LeastSquares)).Message,
            StringComparison.Ordinal);
}
