using AlignmentToolkit.Networks.Optimisation;

using Xunit;

namespace AlignmentToolkit.Tests.Networks.Optimisation;

public class LearningRateScheduleTests
{
    [Fact]
    public void Drops_take_effect_after_the_stated_number_of_epochs()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Drops(0.1, 0.1, 60, 90);
        Assert.Equal([0.1, 0.1, 0.01, 0.01, 0.001], new[] { 0, 59, 60, 89, 90 }.Select(schedule.At), new Within(1e-15));
    }

    [Fact]
    public void Cosine_starts_at_the_rate_passes_the_middle_and_stays_at_its_end()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(0.3, 40, 0.1);
        Assert.Equal([0.3, 0.2 + 0.1 / Math.Sqrt(2), 0.2, 0.1, 0.1], new[] { 0, 10, 20, 40, 90 }.Select(schedule.At), new Within(1e-15));
    }

    [Fact]
    public void A_number_is_a_constant_schedule()
    {
        LearningRateSchedule schedule = 0.05;
        Assert.Equal([0.05, 0.05], new[] { 0, 1000 }.Select(schedule.At));
    }

    [Fact]
    public void A_schedule_begun_later_keeps_its_first_rate_until_then()
    {
        LearningRateSchedule later = LearningRateSchedule.Drops(0.8, 0.5, 1, 2).After(3);
        Assert.Equal([0.8, 0.8, 0.8, 0.8, 0.4, 0.2, 0.2], Enumerable.Range(0, 7).Select(later.At));
    }

    [Fact]
    public void Rates_that_are_no_rates_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant(0.1).After(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Constant(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Drops(0.1, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateSchedule.Cosine(double.NaN, 5));
    }

    private sealed class Within(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double value) => 0;
    }
}
