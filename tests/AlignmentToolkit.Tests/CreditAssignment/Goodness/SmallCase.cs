using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>A small random network with its rule, a mini-batch, and the same written out in double precision.</summary>
internal sealed class SmallCase
{
    private const int Classes = 3, Inputs = 8, Examples = 5;

    public SmallCase(ForwardForwardOptions options, string seed = "small-case", params int[] hiddenSizes)
    {
        RandomStream stream = RandomStream.From($"goodness/{seed}");
        int[] hidden = hiddenSizes.Length == 0 ? [11, 9, 6] : hiddenSizes;
        Network = ForwardForward.NewNetwork(Inputs, hidden, Classes, options, Initialiser.HeNormal, stream.Child("weights"));
        foreach ((int layer, Vector<float> bias) in Network.Biases.Index())
            stream.Child("biases").Child(layer).FillNormal(bias.AsSpan(), 0.1f, 0.2f);
        Rule = new ForwardForward(Network, Classes, options, stream.Child("rule"));

        Batch = new MiniBatch(Inputs, Classes, Examples);
        LabelledExamples examples = new(stream.Child("inputs").NormalMatrix(Inputs, Examples), [0, 1, 2, 2, 1], Classes);
        Batch.Gather(examples, [0, 1, 2, 3, 4]);
        Negatives = new int[Examples];
        if (options.Negatives == NegativeData.PermutedLabel)
            NegativeLabels.DrawPermuted(Batch.Labels, stream.Child("rule").Child("negatives"), Negatives);
        else
            NegativeLabels.DrawWrong(Batch.Labels, Classes, stream.Child("rule").Child("negatives"), Negatives);

        Reference = new ReferenceGoodness(
            options,
            [.. Network.Weights.Select(NetworkBuilder.ToArray)],
            [.. Network.Biases.Select(bias => bias.Select(b => (double)b).ToArray())]);
    }

    public MultilayerPerceptron Network { get; }

    public ForwardForward Rule { get; }

    public MiniBatch Batch { get; }

    /// <summary>The labels of negatives that the rule draws first.</summary>
    public int[] Negatives { get; }

    public ReferenceGoodness Reference { get; }

    /// <summary>What a layer reads for each example under given labels.</summary>
    public double[][] InputsOf(int layer, IReadOnlyList<int> labels) =>
        [.. labels.Select((label, example) => Reference.InputOf(layer, Reference.Embed(Example(example), label, Classes)))];

    private double[] Example(int example) => [.. Batch.Inputs.Column(example).Select(x => (double)x)];
}
