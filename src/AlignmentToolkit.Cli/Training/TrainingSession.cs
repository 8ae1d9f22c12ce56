using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Datasets;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Cli.Training;

/// <summary>Training runs as the command line asked for them, ready to start.</summary>
internal sealed class TrainingSession
{
    private readonly TrainingData _trainingData;

    private TrainingSession(TrainingRequest request, RuleDescription rule, DataSplit data)
    {
        (Request, Rule, Data) = (request, rule, data);
        _trainingData = TrainingData.Of(data);
        Network = NewNetwork(StreamOf(request.SeedNames[0]));
    }

    /// <summary>What was asked for.</summary>
    public TrainingRequest Request { get; }

    /// <summary>The learning rule.</summary>
    public RuleDescription Rule { get; }

    /// <summary>The images.</summary>
    public DataSplit Data { get; }

    /// <summary>A network like those that are trained.</summary>
    public MultilayerPerceptron Network { get; }

    /// <summary>Accuracy of guessing.</summary>
    public double Chance => 1.0 / _trainingData.Test.ClassCount;

    /// <summary>Checks the request and reads the data.</summary>
    /// <exception cref="ArgumentException">An option's value is not allowed.</exception>
    /// <exception cref="FileNotFoundException">The data set is not on this machine.</exception>
    /// <exception cref="InvalidDataException">A file of the data set is damaged.</exception>
    public static TrainingSession Open(TrainingRequest request)
    {
        RuleDescription rule = LearningRules.Find(request.Rule);
        request.Validate();
        DataSplit data = Read(request);
        if (request.Batch > data.Training.Count)
            throw new ArgumentException(
                $"--batch {request.Batch} is not allowed. Allowed: 1 to {data.Training.Count}, the number of training images.");
        return new TrainingSession(request, rule, data);
    }

    /// <summary>Trains and reports.</summary>
    public TrainingVerdict Run(TrainingReport report, CancellationToken cancellation)
    {
        Parallelism.Threads = Request.Threads;
        report.Begin(this);
        string[] seeds = Request.SeedNames;
        SeedStudy study = SeedStudy.Run(seeds.Length, (seed, token) => Train(seeds[seed], report.Of(seeds[seed]), token), cancellation);
        report.End(this, study);
        TrainingOutcome[] outcomes = [.. study.Runs.Select(run => run.Outcome)];
        return cancellation.IsCancellationRequested && (outcomes.Contains(TrainingOutcome.Cancelled) || outcomes.Length < seeds.Length)
            ? TrainingVerdict.Interrupted
            : outcomes.Contains(TrainingOutcome.Diverged) ? TrainingVerdict.Diverged : TrainingVerdict.Completed;
    }

    private static RandomStream StreamOf(string seed) => RandomStream.From($"train/seed-{seed}");

    private TrainingRun Train(string seed, IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        RandomStream stream = StreamOf(seed);
        MultilayerPerceptron network = NewNetwork(stream);
        LearningRule rule = NewRule(network, stream.Child("feedback"));
        Trainer trainer = new(new TrainingSettings
        {
            Epochs = Request.Epochs,
            BatchSize = Request.Batch,
            LearningRate = LearningRateSchedule.Drops(Request.LearningRate, 0.1, Request.DropEpochs),
            Dropout = (float)Request.Dropout,
        });
        Backpropagation? reference = rule is Backpropagation || !rule.HasOutputLayer ? null : new(network, OutputLoss.SoftmaxCrossEntropy);
        return trainer.Train(
            rule, Request.NewOptimiser(network), _trainingData, stream.Child("training"), reference, progress, cancellation);
    }

    private MultilayerPerceptron NewNetwork(RandomStream stream) => Rule.NewNetwork(
        Data.Training.Features,
        Request.HiddenSizes,
        Data.Training.ClassNames.Count,
        Choices.Activations[Request.Activation],
        Choices.Initialisers[Request.Initialiser],
        stream.Child("weights"),
        Request.IsForwardForward ? null : Choices.Normalisations[Request.UsedNormalise]);

    private LearningRule NewRule(MultilayerPerceptron network, RandomStream stream)
    {
        if (Request.IsForwardForward)
            return new ForwardForward(network, _trainingData.Training.ClassCount, GoodnessRules.Options(Request), stream);
        if (Request.OfRule.ShapesFeedback)
            return FeedbackRules.Create(Rule.Name, Request.OfRule, network, OutputLoss.SoftmaxCrossEntropy, stream);
        return RuleOptions.Projecting.Contains(Rule.Name)
            ? ProjectionRules.Create(Rule.Name, Request.OfRule, network, OutputLoss.SoftmaxCrossEntropy, stream)
            : Rule.Create(network, OutputLoss.SoftmaxCrossEntropy, stream);
    }

    private static DataSplit Read(TrainingRequest request)
    {
        try
        {
            return ImageDataSets.Open(request.Data, new SplitOptions { TrainingCount = request.Images });
        }
        catch (ArgumentOutOfRangeException error) when (request.Images is not null)
        {
            // How many there are is known only now; the first line says so, the next repeats the value.
            string reason = error.Message.Split('\n')[0].Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
            throw new ArgumentException($"--images {request.Images} is not allowed. {reason}", error);
        }
    }
}
