using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>
/// Training 784-1024-10 at a mini-batch of 64 with momentum. Mini-batches are gathered beforehand on both sides; the pixels' values do not
/// matter to the time.
/// </summary>
public sealed class TrainingSuite : ISuite
{
    /// <summary>An epoch of 60 000 images is 937 mini-batches; a tenth of it is measured at a time.</summary>
    private const int Steps = 94;

    private const int Inputs = 784, Hidden = 1024, Classes = 10, Batch = 64;
    private const float Rate = 0.01f, Momentum = 0.9f;

    // Forward and weight gradient of both layers, and the error sent through the last one.
    private const double WorkOfBackpropagation = 2.0 * Batch * (2 * (Inputs * Hidden) + 3 * (Hidden * Classes)) * Steps;

    /// <inheritdoc/>
    public string Name => "training";

    /// <inheritdoc/>
    public string Description => "a tenth of an MNIST epoch, 784-1024-10, mini-batch 64, momentum, against the same loop in libtorch";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        MiniBatch[] batches = DrawBatches();
        using EagerTraining eager = new(batches, Inputs, Hidden, Classes, Rate, Momentum);
        foreach (string rule in (string[])["bp", "fa", "dfa"])
        {
            Action ours = Training(rule, batches);
            Peer[] peers = rule == "bp"
                ? [new Peer("libtorch autograd, optim.SGD", eager.RunAutograd, Bar: 1.3), new Peer("libtorch by hand, in place", eager.RunByHand)]
                : [new Peer("libtorch by hand, in place (BP)", eager.RunByHand)];
            yield return new Comparison($"{rule.ToUpperInvariant()}, {Steps} steps", ours, peers, WorkOfBackpropagation, "FLOP");
        }
    }

    private static Action Training(string ruleName, MiniBatch[] batches)
    {
        RandomStream stream = RandomStream.From("benchmark/training");
        MultilayerPerceptron network = new([Inputs, Hidden, Classes], Activation.Relu, Initialiser.HeUniform, stream.Child("weights"));
        LearningRule rule = LearningRules.Create(ruleName, network, OutputLoss.SoftmaxCrossEntropy, stream.Child("feedback"));
        StochasticGradientDescent optimiser = new(network, Momentum) { LearningRate = Rate };
        return () =>
        {
            foreach (MiniBatch batch in batches) rule.Learn(batch, optimiser);
        };
    }

    private static MiniBatch[] DrawBatches()
    {
        RandomStream stream = RandomStream.From("benchmark/images");
        MiniBatch[] batches = new MiniBatch[Steps];
        for (int i = 0; i < Steps; i++)
        {
            batches[i] = new MiniBatch(Inputs, Classes, Batch);
            stream.FillUniform(batches[i].Inputs.Values());
            for (int example = 0; example < Batch; example++)
            {
                batches[i].Labels[example] = stream.NextInt32(Classes);
                batches[i].Targets[batches[i].Labels[example], example] = 1;
            }
        }

        return batches;
    }
}
