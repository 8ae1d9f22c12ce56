namespace AlignmentToolkit.Networks.Training;

/// <summary>What is measured at the end of an epoch.</summary>
internal sealed class Measurement
{
    private readonly LearningRule _rule;
    private readonly Evaluation _test;
    private readonly Evaluation? _validation;
    private readonly AlignmentProbe? _probe;
    private readonly bool _measureAngles;

    public Measurement(LearningRule rule, LearningRule? reference, TrainingData data, TrainingSettings settings)
    {
        _rule = rule;
        _test = new Evaluation(data.Test);
        _validation = data.Validation is null ? null : new Evaluation(data.Validation);
        _measureAngles = settings.MeasureAngles;
        if (reference is not null && settings.MeasureAngles)
            _probe = new AlignmentProbe(rule, reference, data.Test, Math.Min(settings.ProbeExamples, data.Test.Count));
    }

    public EpochRecord Take(int epoch, double? learningRate, EpochLoop.Sums sums) => new()
    {
        Epoch = epoch,
        LearningRate = learningRate,
        TrainingLoss = sums.Examples == 0 ? null : sums.Loss / sums.Examples,
        TrainingAccuracy = sums.Examples == 0 ? null : (double)sums.Correct / sums.Examples,
        ValidationAccuracy = _validation?.Accuracy(_rule),
        TestAccuracy = _test.Accuracy(_rule),
        FeedbackAngles = _measureAngles ? _rule.FeedbackAngles() : [],
        UpdateAngles = _probe?.Measure() ?? [],
        IsFinite = _rule.Network.IsFinite(),
    };
}
