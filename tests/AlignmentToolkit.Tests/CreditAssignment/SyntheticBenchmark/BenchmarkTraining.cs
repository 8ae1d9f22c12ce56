using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>
/// One run of the benchmark of section 5: 10 000 training and 4 000 test examples, μ = 0.9, B = 64, 20 epochs, rate ×0.1 at epochs 12 and
/// 18 counted after pre-mirroring. Data and weights are new for each seed.
/// </summary>
internal sealed class BenchmarkTraining
{
    private const int Epochs = 20, Inputs = 100, Hidden = 100, Classes = 10;

    private readonly BenchmarkVariant _variant;
    private readonly RandomStream _stream;

    public BenchmarkTraining(BenchmarkVariant variant, int seed)
    {
        (_variant, _stream) = (variant, RandomStream.From($"synthetic-benchmark/seed-{seed}"));
        int[] sizes = [Inputs, .. Enumerable.Repeat(Hidden, variant.HiddenLayers), Classes];
        Network = new MultilayerPerceptron(sizes, Activation.Relu, Initialiser.HeUniform, _stream.Child("weights"))
        {
            Normalisation = variant.Normalisation,
        };
        Rule = NewRule();
    }

    public MultilayerPerceptron Network { get; }

    public LearningRule Rule { get; }

    /// <summary>An F that no rule knows.</summary>
    public static DenseProjection UnrelatedProjection() =>
        new(ProjectionInitialiser.HeUniform().Draw(Inputs, Classes, RandomStream.From("synthetic-benchmark/unrelated")));

    public TrainingRun Run(IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        Trainer trainer = new(new TrainingSettings
        {
            Epochs = Epochs + _variant.PreMirroringEpochs,
            LearningRate = LearningRateSchedule.Drops(_variant.LearningRate, 0.1, 12, 18),
            Dropout = _variant.Dropout,
        });
        LearningRule? reference = _variant.MeasuresUpdates ? new Backpropagation(Network, Rule.Loss) : null;
        StochasticGradientDescent optimiser = new(Network, 0.9f, _variant.WeightDecay);
        TrainingData data = SignSymmetricMixture.Benchmark(_stream.Child("data"));
        return trainer.Train(Rule, optimiser, data, _stream.Child("training"), reference, progress, cancellation);
    }

    private LearningRule NewRule()
    {
        OutputLoss loss = OutputLoss.SoftmaxCrossEntropy;
        if (_variant.Mirroring is { } mirroring) return Mirrored(mirroring, loss);

        // FA and DFA would draw the same entries from the same stream; theirs shall differ.
        RandomStream feedback = _stream.Child(_variant.Rule == "dfa" ? "direct-feedback" : "feedback");
        if (_variant.Rule is not ("pepita" or "unshared masks")) return LearningRules.Create(_variant.Rule, Network, loss, feedback);
        Matrix<float> projection = ProjectionInitialiser.HeUniform(_variant.Scale).Draw(Inputs, Classes, feedback);
        return _variant.Rule == "pepita"
            ? new Pepita(Network, loss, new DenseProjection(projection))
            : new UnsharedMasksPepita(Network, loss, projection);
    }

    private Pepita Mirrored(MirroringSchedule mirroring, OutputLoss loss)
    {
        MirroredProjection projection = MirroredProjection.Draw(Network.Sizes, _stream.Child("factors"), _variant.Scale);
        return new Pepita(Network, loss, projection)
        {
            Mirror = new WeightMirror(Network, loss, projection, _stream.Child("mirror")) { Schedule = mirroring },
        };
    }
}
