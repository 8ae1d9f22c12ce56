using AlignmentToolkit.LanguageModels.Losses;
using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>Lowers an objective step by step: gradients of some batches, then a step of AdamW.</summary>
/// <remarks>
/// The state of a run is what the optimiser holds: parameters, moments and the number of steps. A loop over an optimiser that has taken
/// steps before goes on where it stopped and gives the same bits as one that never stopped. A step allocates nothing once the model has
/// seen the largest batch.
/// </remarks>
/// <typeparam name="TBatch">What is learned from in one go.</typeparam>
/// <example>
/// <code>
/// AdamW optimiser = new(model.Parameters);
/// TrainingLoop&lt;SequenceBatch&gt; loop = new(new SequenceObjective(model), optimiser, batches, new TrainingLoopSettings
/// {
///     Steps = 900,
///     LearningRate = StepSchedule.WarmUpCosine(3e-3, warmUp: 50, steps: 900, finalShare: 0.05),
/// });
/// loop.Run();
/// </code>
/// </example>
public sealed class TrainingLoop<TBatch>
{
    private readonly IObjective<TBatch> _objective;
    private readonly AdamW _optimiser;
    private readonly IBatchSource<TBatch> _batches;
    private readonly List<TrainingStep> _history;

    /// <summary>A loop.</summary>
    /// <param name="objective">What is lowered.</param>
    /// <param name="optimiser">Of the objective's parameters.</param>
    /// <param name="batches">What is learned from.</param>
    /// <param name="settings">How long, in what steps.</param>
    /// <exception cref="ArgumentException">The optimiser has other parameters, or a setting is out of range.</exception>
    public TrainingLoop(
        IObjective<TBatch> objective, AdamW optimiser, IBatchSource<TBatch> batches, TrainingLoopSettings settings)
    {
        settings.Validate();
        if (optimiser.Parameters != objective.Parameters)
            throw new ArgumentException("The optimiser must belong to the parameters of the objective.", nameof(optimiser));
        (_objective, _optimiser, _batches, Settings) = (objective, optimiser, batches, settings);
        _history = new List<TrainingStep>(settings.Steps);
    }

    /// <summary>How long, in what steps.</summary>
    public TrainingLoopSettings Settings { get; }

    /// <summary>The steps taken by this loop.</summary>
    public IReadOnlyList<TrainingStep> History => _history;

    /// <summary>Takes the steps that are left.</summary>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Looked at before every step; steps taken are kept.</param>
    /// <returns>Completed; cancelled; or diverged, when a loss or a gradient is not finite: parameters are then as before that
    /// step.</returns>
    public TrainingOutcome Run(IProgress<TrainingStep>? progress = null, CancellationToken cancellation = default)
    {
        while (_optimiser.Steps < Settings.Steps)
        {
            if (cancellation.IsCancellationRequested) return TrainingOutcome.Cancelled;
            if (!TakeStep(out TrainingStep step)) return TrainingOutcome.Diverged;
            _history.Add(step);
            progress?.Report(step);
        }

        return TrainingOutcome.Completed;
    }

    private bool TakeStep(out TrainingStep step)
    {
        long done = _optimiser.Steps;
        LossValue loss = default;
        for (int i = 0; i < Settings.BatchesPerStep; i++)
            loss += _objective.Accumulate(_batches.At((done * Settings.BatchesPerStep) + i));
        double rate = Settings.LearningRate.At(done);
        if (loss.Weight <= 0)
            throw new InvalidOperationException($"Nothing counts in the batches of step {done + 1}: the weights of all targets are 0.");
        double norm = double.IsFinite(loss.Sum) ? _optimiser.Step(rate, loss.Weight) : double.NaN;
        step = new TrainingStep(done + 1, (done + 1.0) / Settings.Steps, loss.Mean, loss.Weight, norm, rate);
        if (double.IsFinite(norm)) return true;
        _objective.Parameters.Gradient.Clear();
        return false;
    }
}
