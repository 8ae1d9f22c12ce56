using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Datasets;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Cli.Training;

/// <summary>A training run as the command line asked for it, ready to start.</summary>
internal sealed class TrainingSession
{
    private readonly RandomStream _stream;
    private readonly TrainingData _trainingData;

    private TrainingSession(TrainingRequest request, RuleDescription rule, DataSplit data)
    {
        (Request, Rule, Data) = (request, rule, data);
        _trainingData = TrainingData.Of(data);
        _stream = RandomStream.From($"train/seed-{request.Seed}");
        int[] sizes = [data.Training.Features, .. request.HiddenSizes, data.Training.ClassNames.Count];
        Network = new MultilayerPerceptron(
            sizes, TrainingRequest.Activations[request.Activation], Initialiser.HeUniform, _stream.Child("weights"));
    }

    /// <summary>What was asked for.</summary>
    public TrainingRequest Request { get; }

    /// <summary>The learning rule.</summary>
    public RuleDescription Rule { get; }

    /// <summary>The images.</summary>
    public DataSplit Data { get; }

    /// <summary>The network that is trained.</summary>
    public MultilayerPerceptron Network { get; }

    /// <summary>Checks the request and reads the data.</summary>
    /// <exception cref="ArgumentException">An option's value is not allowed.</exception>
    /// <exception cref="FileNotFoundException">The data set is not on this machine.</exception>
    /// <exception cref="InvalidDataException">A file of the data set is damaged.</exception>
    public static TrainingSession Open(TrainingRequest request)
    {
        request.Validate();
        RuleDescription rule = LearningRules.Find(request.Rule);
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
        LearningRule rule = Rule.Create(Network, OutputLoss.SoftmaxCrossEntropy, _stream.Child("feedback"));
        StochasticGradientDescent optimiser = new(Network, (float)Request.Momentum, (float)Request.WeightDecay);
        Trainer trainer = new(new TrainingSettings
        {
            Epochs = Request.Epochs,
            BatchSize = Request.Batch,
            LearningRate = LearningRateSchedule.Drops(Request.LearningRate, 0.1, Request.DropEpochs),
            Dropout = (float)Request.Dropout,
        });
        report.Begin(this);
        Backpropagation? reference = rule is Backpropagation ? null : new(Network, OutputLoss.SoftmaxCrossEntropy);
        TrainingRun run = trainer.Train(rule, optimiser, _trainingData, _stream.Child("training"), reference, report, cancellation);
        report.End(this, run);
        return run.Outcome switch
        {
            TrainingOutcome.Completed => TrainingVerdict.Completed,
            TrainingOutcome.Cancelled => TrainingVerdict.Interrupted,
            _ => TrainingVerdict.Diverged,
        };
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
            throw new ArgumentException($"--images {request.Images} is not allowed. {error.Message.Split('\n')[0].Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal)}", error);
        }
    }
}
