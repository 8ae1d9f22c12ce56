using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Contract;

/// <summary>
/// What every accountant promises (check 13 among it). Kinds of events that an accountant does not support are left out of its tests, and
/// have
/// to be refused by name.
/// </summary>
public abstract class AccountantContract
{
    private const double Delta = 1e-5;
    private const long Steps = 200;

    /// <summary>Ways to release once with noise σ about a share q of the data.</summary>
    private static readonly Func<double, double, PrivacyEvent>[] Sampling =
    [
        (rate, noise) => new PoissonSampledEvent(rate, new GaussianEvent(noise)),
        (rate, noise) => new FixedBatchEvent(1000, (long)Math.Round(1000 * rate), new GaussianEvent(noise)),
    ];

    /// <summary>Ways to release once with noise σ.</summary>
    private static readonly Func<double, PrivacyEvent>[] Releases =
    [
        noise => new GaussianEvent(noise),
        noise => new LaplaceEvent(noise),
        .. Sampling.Select(sample => (Func<double, PrivacyEvent>)(noise => sample(0.02, noise))),
    ];

    /// <summary>The accountant under test.</summary>
    protected abstract PrivacyAccountant Accountant { get; }

    /// <summary>How far estimates may be off, relatively.</summary>
    protected virtual double Slack => 1e-6;

    [Fact]
    public void Ranges_are_in_order_and_within_their_limits()
    {
        foreach (PrivacyEvent release in Supported(Releases, 0.8))
        {
            PrivacyCurve curve = Accountant.CurveOf(new RepeatedEvent(release, Steps));
            foreach (double delta in (double[])[1e-9, 1e-5, 0.1, 0.9])
            {
                PrivacyRange epsilon = curve.Epsilon(delta);
                Assert.True(IsOrdered(epsilon), $"{release}: {epsilon}");
            }

            foreach (double epsilon in (double[])[0, 0.1, 1, 5, 100])
            {
                PrivacyRange delta = curve.Delta(epsilon);
                Assert.True(IsOrdered(delta) && delta.Upper <= 1, $"{release}: {delta}");
            }
        }

        static bool IsOrdered(PrivacyRange range) =>
            0 <= range.Lower && range.Lower <= range.Estimate && range.Estimate <= range.Upper;
    }

    [Fact]
    public void Check_13_epsilon_falls_with_noise_and_with_delta_and_grows_with_steps()
    {
        foreach (Func<double, PrivacyEvent> release in Releases.Where(make => Accountant.Supports(make(1))))
        {
            AssertFalls([.. ((double[])[0.5, 0.7, 1, 2, 5, 20]).Select(noise => Epsilon(release(noise), Steps, Delta))]);
            AssertFalls([.. ((double[])[1e-9, 1e-7, 1e-5, 1e-3, 0.1]).Select(delta => Epsilon(release(0.8), Steps, delta))]);
            AssertFalls([.. ((long[])[5000, 1000, 200, 20, 1, 0]).Select(steps => Epsilon(release(0.8), steps, Delta))]);
        }
    }

    [Fact]
    public void Check_13_epsilon_grows_with_the_sampling_rate()
    {
        foreach (Func<double, double, PrivacyEvent> sample in Sampling.Where(make => Accountant.Supports(make(0.1, 1))))
        {
            AssertFalls([.. ((double[])[1, 0.9, 0.5, 0.1, 0.02, 0.004, 0.001, 0])
                .Where(rate => Accountant.Supports(sample(rate, 2)))
                .Select(rate => Epsilon(sample(rate, 2), 100, Delta))]);
        }
    }

    [Fact]
    public void Delta_falls_with_epsilon()
    {
        foreach (PrivacyEvent release in Supported(Releases, 0.8))
        {
            PrivacyCurve curve = Accountant.CurveOf(new RepeatedEvent(release, Steps));
            AssertFalls([.. ((double[])[0, 0.1, 0.5, 1, 2, 4, 8]).Select(epsilon => curve.Delta(epsilon))]);
        }
    }

    [Fact]
    public void Delta_of_the_guaranteed_epsilon_is_no_larger_than_asked_for()
    {
        foreach (PrivacyEvent release in Supported(Releases, 0.8))
        {
            PrivacyCurve curve = Accountant.CurveOf(new RepeatedEvent(release, Steps));
            double epsilon = curve.Epsilon(Delta).Upper;
            // dδ/dε is about −δ times the order, here some tens at most.
            if (double.IsFinite(epsilon)) Assert.InRange(curve.Delta(epsilon).Upper, 0, Delta * (1 + 100 * Slack));
        }
    }

    [Fact]
    public void Repetition_is_composition_and_order_and_grouping_do_not_matter()
    {
        foreach (PrivacyEvent release in Supported(Releases, 0.8))
        {
            PrivacyEvent other = new GaussianEvent(3);
            PrivacyRange six = Epsilon(release, 6, Delta);
            AssertSame(six, Epsilon(new ComposedEvent([.. Enumerable.Repeat(release, 6)]), 1, Delta));
            AssertSame(six, Epsilon(new RepeatedEvent(release, 2), 3, Delta));
            AssertSame(six, Epsilon(new ComposedEvent([release, new RepeatedEvent(release, 5), new ComposedEvent([])]), 1, Delta));
            AssertSame(
                Epsilon(new ComposedEvent([release, other]), 4, Delta),
                Epsilon(new ComposedEvent([new RepeatedEvent(other, 4), new RepeatedEvent(release, 4)]), 1, Delta));
            // One release more never costs less.
            AssertFalls([Epsilon(new ComposedEvent([release, other]), 4, Delta), Epsilon(release, 4, Delta)]);
        }
    }

    [Fact]
    public void Epsilon_by_steps_is_epsilon_of_each_number_of_steps()
    {
        long[] steps = [0, 1, 700, 30, 30];
        foreach (PrivacyEvent release in Supported(Releases, 0.8))
        {
            IReadOnlyList<PrivacyRange> ranges = Accountant.EpsilonBySteps(release, steps, Delta, TestContext.Current.CancellationToken);
            Assert.Equal(steps.Length, ranges.Count);
            for (int i = 0; i < steps.Length; i++) AssertSame(Epsilon(release, steps[i], Delta), ranges[i]);
        }
    }

    [Fact]
    public void What_shows_nothing_costs_nothing()
    {
        GaussianEvent noise = new(0.1);
        PrivacyEvent[] nothing =
        [
            new ComposedEvent([]), new RepeatedEvent(noise, 0), new GaussianEvent(double.PositiveInfinity),
            new LaplaceEvent(double.PositiveInfinity), new PoissonSampledEvent(0, noise), new FixedBatchEvent(10, 0, noise),
            new RepeatedEvent(new PoissonSampledEvent(0, new GaussianEvent(0)), 100),
            new PoissonSampledEvent(0.5, new GaussianEvent(double.PositiveInfinity)),
        ];
        foreach (PrivacyEvent release in nothing.Where(Accountant.Supports))
        {
            PrivacyCurve curve = Accountant.CurveOf(release);
            Assert.Equal(PrivacyRange.Exactly(0), curve.Epsilon(1e-12));
            Assert.Equal(PrivacyRange.Exactly(0), curve.Delta(0));
        }
    }

    [Fact]
    public void Without_noise_nothing_is_private_and_the_curve_says_so()
    {
        foreach (PrivacyEvent release in Supported(Releases, 0))
        {
            PrivacyCurve curve = Accountant.CurveOf(new RepeatedEvent(release, 10));
            Assert.Equal(double.PositiveInfinity, curve.Epsilon(Delta).Upper);
            Assert.NotNull(curve.Remark(Delta));
            Assert.InRange(curve.Delta(3).Upper, 0.18, 1);
        }
    }

    [Fact]
    public void Sampling_everybody_is_no_sampling()
    {
        GaussianEvent noise = new(2);
        PrivacyEvent[] everybody = [new PoissonSampledEvent(1, noise), new FixedBatchEvent(7, 7, noise)];
        foreach (PrivacyEvent release in everybody.Where(Accountant.Supports))
            AssertSame(Epsilon(noise, 10, Delta), Epsilon(release, 10, Delta));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 15)]
    [InlineData(4, 15)]
    [InlineData(0.3, 3)]
    [InlineData(30, 1000)]
    public void The_exact_Gaussian_curve_lies_within_the_ranges(double noise, long steps)
    {
        double composed = noise / Math.Sqrt(steps);
        PrivacyCurve curve = Accountant.CurveOf(new RepeatedEvent(new GaussianEvent(noise), steps));
        foreach (double delta in (double[])[1e-10, 1e-5, 0.01, 0.5])
            AssertContains(curve.Epsilon(delta), GaussianMechanism.Epsilon(composed, delta));
        foreach (double epsilon in (double[])[0, 0.5, 1, 4])
            AssertContains(curve.Delta(epsilon), GaussianMechanism.Delta(epsilon, composed));
    }

    [Theory]
    [InlineData(0.04, 1.5, 2250, 1e-5, 6.7687804)]
    [InlineData(0.05, 1.5, 100, 1e-6, 1.9437355)]
    [InlineData(0.2, 2, 100, 1e-6, 5.6617881)]
    [InlineData(0.001, 0.8, 1000, 1e-6, 0.4676831)]
    [InlineData(0.0025, 1.3, 6000, 1e-5, 0.6400037)]
    [InlineData(0.01, 0.7, 120, 1e-5, 2.4612377)]
    [InlineData(0.01, 1, 10000, 1e-6, 6.9073846)]
    public void The_true_epsilon_of_Poisson_samples_lies_within_the_ranges(
        double rate, double noise, long steps, double delta, double epsilon)
    {
        PrivacyEvent release = new PoissonSampledEvent(rate, new GaussianEvent(noise));
        if (!Accountant.Supports(release)) return;
        PrivacyRange range = Epsilon(release, steps, delta);
        Assert.InRange(epsilon, range.Lower - 2e-6, range.Upper + 2e-6);
    }

    [Theory]
    [InlineData(1e-200, 1e-5)]
    [InlineData(1e-3, 1e-5)]
    [InlineData(1e9, 1e-5)]
    [InlineData(1e200, 1e-5)]
    [InlineData(1, 1e-300)]
    public void Extreme_parameters_give_numbers_or_infinity(double noise, double delta)
    {
        foreach (PrivacyEvent release in Supported(Releases, noise))
        {
            PrivacyRange range = Epsilon(release, 10, delta);
            Assert.False(double.IsNaN(range.Lower + range.Estimate) || double.IsNaN(range.Upper), $"{release}: {range}");
            Assert.True(noise > 1 || range.Upper > 0.1, $"{release}: {range}");
            Assert.True(noise < 1e8 || range.Estimate < 1e-3, $"{release}: {range}");
        }
    }

    [Fact]
    public void More_releases_than_can_be_counted_are_not_cheap()
    {
        foreach (Func<double, PrivacyEvent> make in Releases)
        {
            PrivacyEvent many = new RepeatedEvent(new RepeatedEvent(make(1), long.MaxValue), long.MaxValue);
            if (Accountant.Supports(many)) Assert.True(Epsilon(many, 1, Delta).Upper > 1e6, many.ToString());
        }
    }

    [Fact]
    public void An_event_that_cannot_be_accounted_for_is_refused_by_name()
    {
        GaussianEvent noise = new(1);
        PrivacyEvent mixed = new ComposedEvent([new PoissonSampledEvent(0.1, noise), new FixedBatchEvent(10, 1, noise)]);
        Assert.False(Accountant.Supports(mixed));
        PrivacyEvent[] releases =
        [
            mixed, .. Releases.Select(make => make(1)), new PoissonSampledEvent(0.1, new LaplaceEvent(1)),
            new FixedBatchEvent(10, 1, new LaplaceEvent(1)), new FixedBatchEvent(10, 1, new FixedBatchEvent(10, 1, noise)),
        ];
        foreach (PrivacyEvent release in releases.Where(release => !Accountant.Supports(release)))
        {
            UnsupportedEventException refusal = Assert.Throws<UnsupportedEventException>(() => Accountant.CurveOf(release));
            Assert.Equal((Accountant.Name, release), (refusal.Accountant, refusal.Event));
            Assert.Contains(Accountant.Name, refusal.Message, StringComparison.Ordinal);
            Assert.Contains(release.ToString(), refusal.Message, StringComparison.Ordinal);
            Assert.Throws<UnsupportedEventException>(
                () => Accountant.EpsilonBySteps(release, [1], Delta, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        GaussianEvent noise = new(1);
        PrivacyCurve curve = Accountant.CurveOf(noise);
        foreach (double delta in (double[])[0, 1, -0.1, double.NaN, double.PositiveInfinity])
        {
            Refuses("delta", () => curve.Epsilon(delta));
            Refuses("delta", () => curve.Remark(delta));
            Refuses("delta", () => Accountant.EpsilonBySteps(noise, [1], delta, cancellation));
        }

        foreach (double epsilon in (double[])[-1, double.NaN, double.PositiveInfinity]) Refuses("epsilon", () => curve.Delta(epsilon));
        Refuses("steps", () => Accountant.EpsilonBySteps(noise, [1, -1], Delta, cancellation));
        Assert.Throws<ArgumentNullException>(() => Accountant.CurveOf(null!));
        Assert.Throws<ArgumentNullException>(() => Accountant.EpsilonBySteps(noise, null!, Delta, cancellation));

        static void Refuses(string name, Func<object?> account) =>
            Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(account).ParamName);
    }

    [Fact]
    public void Work_that_was_stopped_before_it_began_does_not_begin() =>
        Assert.Throws<OperationCanceledException>(() => Accountant.Account(new GaussianEvent(1), new CancellationToken(true)));

    private IEnumerable<PrivacyEvent> Supported(Func<double, PrivacyEvent>[] releases, double noise) =>
        releases.Select(make => make(noise)).Where(Accountant.Supports);

    private PrivacyRange Epsilon(PrivacyEvent release, long steps, double delta) =>
        Accountant.CurveOf(new RepeatedEvent(release, steps)).Epsilon(delta);

    /// <summary>Ranges and their estimates go down from one to the next.</summary>
    private void AssertFalls(PrivacyRange[] ranges)
    {
        for (int i = 1; i < ranges.Length; i++)
        {
            Assert.True(ranges[i].Lower <= ranges[i - 1].Upper, string.Join("; ", ranges));
            Assert.True(ranges[i].Estimate <= ranges[i - 1].Estimate * (1 + Slack) + 1e-12, string.Join("; ", ranges));
        }
    }

    private void AssertSame(PrivacyRange expected, PrivacyRange actual)
    {
        Relatively.Equal(expected.Estimate, actual.Estimate, Slack);
        Assert.True(expected.Lower <= actual.Upper && actual.Lower <= expected.Upper, $"{expected}; {actual}");
    }

    // Exact curves differ from each other by rounding.
    private static void AssertContains(PrivacyRange range, double value) =>
        Assert.InRange(value, range.Lower * (1 - 1e-12), range.Upper * (1 + 1e-12));
}
