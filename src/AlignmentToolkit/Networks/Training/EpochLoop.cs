using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Training;

/// <summary>One pass after another over the training examples in shuffled mini-batches. All its memory is allocated at the start.</summary>
internal sealed class EpochLoop
{
    private readonly LearningRule _rule;
    private readonly Optimiser _optimiser;
    private readonly LabelledExamples _examples;
    private readonly TrainingSettings _settings;
    private readonly LearningRateSchedule _learningRate;
    private readonly RandomStream _orderStream;
    private readonly int[] _order;
    private readonly MiniBatch _batch;
    private readonly MiniBatch? _incomplete;

    public EpochLoop(LearningRule rule, Optimiser optimiser, LabelledExamples examples, TrainingSettings settings, RandomStream stream)
    {
        (_rule, _optimiser, _examples, _settings) = (rule, optimiser, examples, settings);
        _learningRate = settings.LearningRate.After(rule.PreparationEpochs);
        _orderStream = stream.Child("order");
        _order = [.. Enumerable.Range(0, examples.Count)];
        int remainder = examples.Count % settings.BatchSize;
        RandomStream dropoutStream = stream.Child("dropout");
        _batch = NewBatch(settings.BatchSize, dropoutStream);
        _incomplete = settings.KeepIncompleteBatch && remainder > 0 ? NewBatch(remainder, dropoutStream) : null;
    }

    /// <summary>Trains one epoch. False if it was cancelled before its end.</summary>
    public bool Run(int epoch, Action<int, int>? report, CancellationToken cancellation, out Sums sums)
    {
        sums = default;
        _orderStream.Shuffle<int>(_order);
        _rule.BeginEpoch(epoch);
        double? rate = LearningRateOf(epoch);
        if (rate is not null) _optimiser.LearningRate = (float)rate;
        int whole = _order.Length / _settings.BatchSize;
        int all = whole + (_incomplete is null ? 0 : 1);
        for (int step = 0; step < all; step++)
        {
            if (cancellation.IsCancellationRequested) return false;
            MiniBatch batch = step < whole ? _batch : _incomplete!;
            if (rate is not null) sums = sums.Plus(Learn(batch, step * _settings.BatchSize));
            _rule.EndStep(batch);
            report?.Invoke(step + 1, all);
        }

        return true;
    }

    /// <summary>η of an epoch; null where the rule only prepares.</summary>
    public double? LearningRateOf(int epoch) =>
        epoch < _rule.PreparationEpochs ? null : _learningRate.At(epoch);

    private Sums Learn(MiniBatch batch, int start)
    {
        batch.Gather(_examples, _order.AsSpan(start, batch.Count));
        batch.Masks?.Draw();
        BatchOutcome outcome = _rule.Learn(batch, _optimiser);
        return new Sums(outcome.Loss, outcome.Correct, batch.Count);
    }

    private MiniBatch NewBatch(int count, RandomStream dropoutStream)
    {
        MiniBatch batch = new(_examples.InputSize, _examples.ClassCount, count);
        if (_settings.Dropout > 0) batch.Masks = new DropoutMasks(_rule.Network, count, _settings.Dropout, dropoutStream);
        return batch;
    }

    /// <summary>Sums over the examples of an epoch.</summary>
    public readonly record struct Sums(double Loss, int Correct, int Examples)
    {
        public Sums Plus(Sums other) => new(Loss + other.Loss, Correct + other.Correct, Examples + other.Examples);
    }
}
