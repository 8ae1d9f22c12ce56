using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Datasets;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>
/// Training 784-1024-10 at a mini-batch of 64 with momentum. Mini-batches are gathered beforehand on both sides: images of MNIST (Glyphs
/// where it is not at hand), and pixels without any black, since products here skip zeros.
/// </summary>
public sealed class TrainingSuite : ISuite
{
    /// <summary>An epoch of 60 000 images is 937 mini-batches; a tenth of it is measured at a time.</summary>
    private const int Steps = 94;

    private const int Inputs = 784, Hidden = 1024, Classes = 10, Batch = 64;
    private const float Rate = 0.01f, Momentum = 0.9f;

    // Forward and weight gradient of both layers, and the error sent through the last one.
    private const double WorkOfBackpropagation = 2.0 * Batch * (2 * (Inputs * Hidden) + 3 * (Hidden * Classes)) * Steps;

    // Two forward passes, the modulation of the input, and the weight gradient of both layers.
    private const double WorkOfPepita = 2.0 * Batch * (3 * (Inputs * Hidden) + 3 * (Hidden * Classes) + Inputs * Classes) * Steps;

    /// <inheritdoc/>
    public string Name => "training";

    /// <inheritdoc/>
    public string Description => "a tenth of an MNIST epoch, 784-1024-10, mini-batch 64, momentum, against the same loop in libtorch";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        foreach ((string pixels, MiniBatch[] batches) in (IEnumerable<(string, MiniBatch[])>)[Digits(), ("no black", Noise())])
        {
            using EagerTraining eager = new(batches, Inputs, Hidden, Classes, Rate, Momentum);
            double bar = pixels == "no black" ? 0 : 1.5;
            yield return Row("pepita", "PEPITA", batches, [new Peer("libtorch by hand, two passes", eager.RunPepita, bar)], WorkOfPepita);
            yield return Row(
                "bp",
                "BP",
                batches,
                [new Peer("libtorch autograd, optim.SGD", eager.RunAutograd, Bar: 1.3), new Peer("libtorch by hand", eager.RunByHand)],
                WorkOfBackpropagation);
            if (pixels == "no black") continue;

            yield return Row("afa", "AFA", batches, [new Peer("libtorch by hand, two passes (PEPITA)", eager.RunPepita)], WorkOfPepita);
            foreach (string rule in (string[])["fa", "dfa"])
                yield return Row(
                    rule, rule.ToUpperInvariant(), batches, [new Peer("libtorch by hand (BP)", eager.RunByHand)], WorkOfBackpropagation);
            foreach (string rule in (string[])["pepita-hebbian", "ff"])
                yield return Row(rule, rule == "ff" ? "FF" : "PEPITA-Hebbian", batches, [], 0);

            Comparison Row(string rule, string title, MiniBatch[] content, Peer[] peers, double work) =>
                new($"{title}, {pixels}, {Steps} steps", Training(rule, content), peers, work, "FLOP");
        }
    }

    private static Action Training(string ruleName, MiniBatch[] batches)
    {
        RandomStream stream = RandomStream.From("benchmark/training");
        RuleDescription description = LearningRules.Find(ruleName);
        MultilayerPerceptron network = description.NewNetwork(
            Inputs, [Hidden], Classes, Activation.Relu, Initialiser.HeUniform, stream.Child("weights"));
        LearningRule rule = description.Create(network, OutputLoss.SoftmaxCrossEntropy, stream.Child("feedback"), Classes);
        StochasticGradientDescent optimiser = new(network, Momentum) { LearningRate = Rate };
        return () =>
        {
            foreach (MiniBatch batch in batches)
            {
                rule.Learn(batch, optimiser);
                rule.EndStep(batch);
            }
        };
    }

    private static (string Name, MiniBatch[] Batches) Digits()
    {
        DataSplit split = ImageDataSets.OpenOrGlyphs("mnist", new SplitOptions { TrainingCount = Steps * Batch });
        LabelledExamples digits = LabelledExamples.Of(split.Training);
        return (split.Name, [.. Enumerable.Range(0, Steps).Select(step =>
        {
            MiniBatch batch = new(Inputs, Classes, Batch);
            batch.Gather(digits, [.. Enumerable.Range(step * Batch, Batch)]);
            return batch;
        })]);
    }

    private static MiniBatch[] Noise()
    {
        RandomStream stream = RandomStream.From("benchmark/images");
        MiniBatch[] batches = [.. Enumerable.Range(0, Steps).Select(_ => new MiniBatch(Inputs, Classes, Batch))];
        foreach (MiniBatch batch in batches)
        {
            stream.FillUniform(batch.Inputs.Values());
            for (int example = 0; example < Batch; example++)
            {
                batch.Labels[example] = stream.NextInt32(Classes);
                batch.Targets[batch.Labels[example], example] = 1;
            }
        }

        return batches;
    }
}
