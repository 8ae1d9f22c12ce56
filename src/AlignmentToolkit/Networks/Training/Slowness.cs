using System.Globalization;

namespace AlignmentToolkit.Networks.Training;

/// <summary>
/// How slowly a rule learns: the s of acc(e) = acc_max·e/(s + e), fitted by least squares to the accuracy after e epochs.
/// </summary>
/// <remarks>
/// After s epochs the fitted curve stands at half of its level. The published fit puts the chance level before the curve, at e = 0: there
/// the curve is 0 whatever s is, so that point moves nothing but the count of epochs, and it is left out here.
/// [Dellaferrera 2022, released code]
/// </remarks>
/// <param name="Epochs">s in epochs, at least 0; 0 for a curve that stands at its level from the first epoch on.</param>
/// <param name="Level">acc_max, in the unit of the accuracies.</param>
/// <param name="Residual">Root of the mean squared distance between curve and accuracies, in their unit.</param>
public sealed record Slowness(double Epochs, double Level, double Residual)
{
    /// <summary>Fits the accuracies that were measured before the learning rate first dropped.</summary>
    /// <param name="run">A run of at least two epochs at the first learning rate.</param>
    /// <param name="plateau">Where acc_max comes from.</param>
    /// <exception cref="ArgumentException">The run is too short, has learned nothing at all, or has no level to be fitted.</exception>
    public static Slowness Of(TrainingRun run, AccuracyPlateau plateau = AccuracyPlateau.LargestMeasured)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Of(AtFirstRate(run), plateau);
    }

    /// <summary>Fits a curve of accuracies.</summary>
    /// <param name="accuracies">Accuracy after epoch 1, 2, …: at least two numbers of at least 0, not all 0; in any unit.</param>
    /// <param name="plateau">Where acc_max comes from.</param>
    /// <exception cref="ArgumentException">Fewer than two accuracies, one that is negative or not finite, all of them 0, or no level to
    /// be fitted.</exception>
    public static Slowness Of(IReadOnlyList<double> accuracies, AccuracyPlateau plateau = AccuracyPlateau.LargestMeasured)
    {
        ArgumentNullException.ThrowIfNull(accuracies);
        if (Complaint(accuracies) is { } complaint) throw new ArgumentException(complaint, nameof(accuracies));
        return Fitted(accuracies, plateau)
            ?? throw new ArgumentException("The accuracies grow as if without end; they approach no level yet.", nameof(accuracies));
    }

    /// <summary>Such as <c>s = 0.93 epochs towards 51.79</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"s = {Epochs:G3} epochs towards {Level:G4}");

    /// <summary>The published fit of a run.</summary>
    /// <param name="run">Any run.</param>
    /// <returns>The fit, or null where the run is too short or has learned nothing at all.</returns>
    public static Slowness? OrNull(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        double[] accuracies = AtFirstRate(run);
        return Complaint(accuracies) is null ? Fitted(accuracies, AccuracyPlateau.LargestMeasured) : null;
    }

    private static double[] AtFirstRate(TrainingRun run)
    {
        // Before training and while the rule only prepares there is no learning rate.
        EpochRecord[] trained = [.. run.Epochs.SkipWhile(record => record.LearningRate is null)];
        return [.. trained.TakeWhile(record => record.LearningRate == trained[0].LearningRate).Select(record => record.TestAccuracy)];
    }

    private static string? Complaint(IReadOnlyList<double> accuracies)
    {
        if (accuracies.Count < 2) return $"{accuracies.Count} epochs given; a curve needs at least 2.";
        foreach ((int index, double accuracy) in accuracies.Index())
        {
            if (!double.IsFinite(accuracy) || accuracy < 0)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"The accuracy after epoch {index + 1} is {accuracy}; finite numbers of at least 0 are allowed.");
        }

        return accuracies.All(accuracy => accuracy == 0) ? "All accuracies are 0, which no curve can be fitted to." : null;
    }

    private static Slowness? Fitted(IReadOnlyList<double> accuracies, AccuracyPlateau plateau)
    {
        SaturationFit fit = new(accuracies, plateau == AccuracyPlateau.LargestMeasured ? accuracies.Max() : null);
        return fit.Minimise() is { } s ? new Slowness(s, fit.Level(s), Math.Sqrt(fit.SumOfSquares(s) / accuracies.Count)) : null;
    }
}
