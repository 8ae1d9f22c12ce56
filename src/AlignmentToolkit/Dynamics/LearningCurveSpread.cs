namespace AlignmentToolkit.Dynamics;

/// <summary>Several runs of the same setting: mean and spread of their learning curves.</summary>
public sealed class LearningCurveSpread
{
    /// <summary>Summarises runs.</summary>
    /// <param name="runs">At least one curve; all of the same rule at the same times.</param>
    /// <exception cref="ArgumentException">No curve, or curves at different times.</exception>
    public LearningCurveSpread(IReadOnlyList<LearningCurve> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("There is no run to summarise.", nameof(runs));
        if (runs.Any(run => !run.Times.AsSpan().SequenceEqual(runs[0].Times)))
            throw new ArgumentException("The runs were recorded at different times.", nameof(runs));
        Runs = runs;
        (MeanError, ErrorStandardDeviation) = Summarise(run => run.GeneralisationError);
        (MeanAlignment, AlignmentStandardDeviation) = Summarise(run => run.AlignmentCosine);
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

    /// <summary>Mean and sample standard deviation of any quantity over the runs.</summary>
    /// <param name="series">Reads one value a time off a run.</param>
    /// <returns>Two arrays with one value a time.</returns>
    public (double[] Mean, double[] StandardDeviation) Summarise(Func<LearningCurve, double[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        double[][] values = [.. Runs.Select(series)];
        double[] mean = new double[Times.Length], deviation = new double[Times.Length];
        for (int t = 0; t < mean.Length; t++)
        {
            mean[t] = values.Average(run => run[t]);
            double squares = values.Sum(run => (run[t] - mean[t]) * (run[t] - mean[t]));
            deviation[t] = values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : 0;
        }

        return (mean, deviation);
    }

    /// <summary>Rule, number of runs and last mean error.</summary>
    public override string ToString() => Times.Length == 0
        ? $"{Rule}: {Runs.Count} runs, no times"
        : FormattableString.Invariant(
            $"{Rule}: ε_g = {MeanError[^1]:e4} ± {ErrorStandardDeviation[^1]:e1} at α = {Times[^1]:g6} ({Runs.Count} runs)");
}
