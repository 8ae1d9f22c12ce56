using AlignmentToolkit.Interactive;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Interactive;

public sealed class ResultsTableTests
{
    [Theory]
    [InlineData(0.98, 0.975, 0.005, false, Verdict.NumberMatches)]
    [InlineData(0.98, 0.974, 0.005, false, Verdict.Differs)]
    [InlineData(0.98, 0.974, 0.005, true, Verdict.EffectMatches)]
    [InlineData(0.98, double.NaN, 0.005, false, Verdict.Differs)]
    [InlineData(3, 3, 0, false, Verdict.NumberMatches)]
    [InlineData(0.3, 0.1 + 0.2, 0, false, Verdict.NumberMatches)]
    public void The_verdict_follows_from_the_numbers(double paper, double here, double tolerance, bool effectHolds, Verdict expected) =>
        Assert.Equal(expected, ResultsTable.Judge(paper, here, tolerance, effectHolds));

    [Fact]
    public void A_tolerance_that_would_accept_anything_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ResultsTable.Judge(1, 1, double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResultsTable.Judge(1, 1, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ResultsTable.Judge(double.NaN, 1, 0.1));
    }

    [Fact]
    public void The_summary_counts_every_verdict_and_the_tolerance_is_shown()
    {
        ResultsTable table = new ResultsTable("paper")
            .Number("accuracy", paper: 0.978, here: 0.976, tolerance: 0.005, format: "0.000", source: "Table 1")
            .Effect("alignment first", "yes", "no", holds: false)
            .OutOfReach("ImageNet", "68.9 %", "needs ImageNet");
        Assert.Equal("1 number matches, 1 not at this scale, 1 differs", table.Summary());
        Assert.Contains("0.978 (Table 1)", table.ToString(), StringComparison.Ordinal);
        Assert.Contains("tolerance ±0.005", table.ToHtml(), StringComparison.Ordinal);
        Assert.Equal(3, table.Counts().Values.Sum());
    }
}
