using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Dynamics;

/// <summary>The learning curves of several runs of the same setting, with their means and spreads.</summary>
public sealed class LearningCurves
{
    /// <summary>Summarises runs.</summary>
    /// <param name="runs">At least one curve; all of the same rule at the same times.</param>
    /// <exception cref="ArgumentException">No curve, or curves at different times.</exception>
    public LearningCurves(IReadOnlyList<LearningCurve> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("There is no run to summarise.", nameof(runs));
        if (runs.Any(run => !run.Times.AsSpan().SequenceEqual(runs[0].Times)))
            throw new ArgumentException("The runs were recorded at different times.", nameof(runs));
        Runs = runs;
        (MeanError, ErrorStandardDeviation) = MeanAndDeviation(run => run.GeneralisationError);
        (MeanAlignment, AlignmentStandardDeviation) = MeanAndDeviation(run => run.AlignmentCosine);
    }

    /// <summary>The single runs.</summary>
    public IReadOnlyList<LearningCurve> Runs { get; }

    /// <summary>The rule's name.</summary>
    public string Rule => Runs[0].Rule;

    /// <summary>α, shared by all runs.</summary>
    public double[] Times => Runs[0].Times;

    /// <summary>Mean of ε_g over the runs at every time.</summary>
    public double[] MeanError { get; }

    /// <summary>Sample standard deviation of ε_g (divisor runs − 1); 0 for a single run.</summary>
    public double[] ErrorStandardDeviation { get; }

    /// <summary>Mean of the alignment cosine.</summary>
    public double[] MeanAlignment { get; }

    /// <summary>Sample standard deviation of the alignment cosine; 0 for a single run.</summary>
    public double[] AlignmentStandardDeviation { get; }

    /// <summary>The spread of any quantity over the runs.</summary>
    /// <param name="series">Reads one value a time off a run.</param>
    /// <returns>One spread a time.</returns>
    public IReadOnlyList<Spread> Over(Func<LearningCurve, double[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[][] values = [.. Runs.Select(series)];
        return [.. Enumerable.Range(0, Times.Length).Select(t => Spread.Of([.. values.Select(run => run[t])]))];
    }

    /// <summary>Rule, number of runs and last mean error.</summary>
    public override string ToString() => Times.Length == 0
        ? $"{Rule}: {Runs.Count} runs, no times"
        : FormattableString.Invariant(
            $"{Rule}: ε_g = {MeanError[^1]:e4} ± {ErrorStandardDeviation[^1]:e1} at α = {Times[^1]:g6} ({Runs.Count} runs)");

    private (double[] Mean, double[] StandardDeviation) MeanAndDeviation(Func<LearningCurve, double[]> series)
    {
        IReadOnlyList<Spread> spreads = Over(series);
        return ([.. spreads.Select(spread => spread.Mean)], [.. spreads.Select(spread => spread.StandardDeviation)]);
    }
}
