using System.Globalization;

namespace AlignmentToolkit.Networks.Training;

/// <summary>A learning rule in a table of results: mean and standard deviation over the seeds of a <see cref="SeedStudy"/>.</summary>
/// <remarks>Cancelled runs count nowhere. Diverged ones count with what was measured last, being no better.</remarks>
public sealed record StudySummary
{
    private StudySummary()
    {
    }

    /// <summary>Name of the learning rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Number of runs that were not cancelled.</summary>
    public required int Runs { get; init; }

    /// <summary>Test accuracy in [0, 1] after the last epoch; null without runs.</summary>
    public required Spread? TestAccuracy { get; init; }

    /// <summary>Angles between forward weights and feedback after the last epoch, as the rule defines them.</summary>
    public required IReadOnlyList<NamedSpread> FeedbackAngles { get; init; }

    /// <summary>Angles between the rule's updates and the reference rule's after the last epoch.</summary>
    public required IReadOnlyList<NamedSpread> UpdateAngles { get; init; }

    /// <summary>s in epochs, by the published fit; null where no run was long enough.</summary>
    public required Spread? Slowness { get; init; }

    /// <summary>Seconds that an epoch took to train, measurements not counted; null without epochs.</summary>
    public required Spread? SecondsPerEpoch { get; init; }

    /// <summary>Number of runs that collapsed, diverged or never learned.</summary>
    public required int Unstable { get; init; }

    /// <summary>Such as <c>PEPITA: 97.28 ± 0.36 % over 5 runs</c>.</summary>
    public override string ToString()
    {
        if (TestAccuracy is not { } accuracy) return $"{Rule}: no finished run";
        string runs = Runs == 1 ? "1 run" : $"{Runs} runs", unstable = Unstable > 0 ? $", {Unstable} of them unstable" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Rule}: {100 * accuracy.Mean:F2} ± {100 * accuracy.StandardDeviation:F2} % over {runs}{unstable}");
    }

    internal static StudySummary Of(SeedStudy study, double chance)
    {
        TrainingRun[] runs = [.. study.Runs.Where(run => run.Outcome != TrainingOutcome.Cancelled)];
        return new StudySummary
        {
            Rule = study.Runs[0].Rule,
            Runs = runs.Length,
            TestAccuracy = study.Of(run => run.Last.TestAccuracy),
            FeedbackAngles = Angles(study, record => record.FeedbackAngles),
            UpdateAngles = Angles(study, record => record.UpdateAngles),
            Slowness = study.Of(run => Training.Slowness.OrNull(run)?.Epochs ?? double.NaN),
            SecondsPerEpoch = study.Of(run => run.SecondsPerEpoch.Count == 0 ? double.NaN : run.SecondsPerEpoch.Average()),
            Unstable = runs.Count(run => !Stability.Of(run, chance).IsStable),
        };
    }

    private static NamedSpread[] Angles(SeedStudy study, Func<EpochRecord, IReadOnlyList<NamedAngle>> anglesOf) =>
        [.. anglesOf(study.Runs[0].Last)
            .Select((angle, index) => (angle.Name, Spread: study.Of(run => anglesOf(run.Last)[index].Degrees)))
            .Where(angle => angle.Spread is not null)
            .Select(angle => new NamedSpread(angle.Name, angle.Spread!.Value))];
}
