using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>Published variants of Forward-Forward. The optimiser of the layers is chosen beside them.</summary>
public static class ForwardForwardPresets
{
    /// <summary>
    /// As in [Hinton 2022]: sums of squares against θ = n_l, unit length between layers, the label over the first pixels, hard negatives,
    /// prediction by the goodness of all layers but the first.
    /// </summary>
    /// <remarks>Published with 4 × 2000 units and 60 epochs: 1.36 % test error on MNIST. The head's optimiser is not published.</remarks>
    public static ForwardForwardOptions HardNegatives { get; } = new()
    {
        Goodness = GoodnessForm.Sum,
        Normalisation = InputNormalisation.PerExampleLength,
        Negatives = NegativeData.HardLabel,
        CountedLayers = LayerSelection.AllButFirst,
        Head = new OnePassHeadOptions { LearningRate = 0.001, Optimiser = static head => new Adam(head) },
    };

    /// <summary>
    /// As in loeweX/Forward-Forward: sums of squares against θ = n_l, unit root mean square, uniform wrong labels, peer normalisation with
    /// weight 0.03 and the slope of ReLU taken as 1, one-pass prediction.
    /// </summary>
    /// <remarks>
    /// Published with 3 × 1000 units, weights of <see cref="Initialiser.FanOutNormal"/>, mini-batches of 100, learning rate 0.001, momentum
    /// 0.9, weight decay 3·10⁻⁴ and 100 epochs, the rate falling to 0 in the second half: 1.45 % test error on MNIST.
    /// </remarks>
    public static ForwardForwardOptions PeerNormalised { get; } = new()
    {
        Goodness = GoodnessForm.Sum,
        Peers = new PeerNormalisation { StraightThrough = true },
        Prediction = GoodnessPrediction.OnePass,
        Head = new OnePassHeadOptions(),
    };

    /// <summary>
    /// As in mohammadpz/pytorch_forward_forward: mean squares against θ = 2, unit length, labels permuted (one in C stays true), layers
    /// trained one after the other, prediction by the goodness of all layers.
    /// </summary>
    /// <remarks>
    /// Published with 784-500-500, weights of <see cref="Initialiser.FanInUniform"/>, pixels standardised by (0.1307, 0.3081), Adam with
    /// learning rate 0.03 and 1000 steps a layer on all 50 000 examples at once, so one step is an epoch here: 6.84 % test error on MNIST.
    /// </remarks>
    public static ForwardForwardOptions OneLayerAfterAnother { get; } = new()
    {
        Threshold = 2,
        Normalisation = InputNormalisation.PerExampleLength,
        LabelValue = null,
        Negatives = NegativeData.PermutedLabel,
        Schedule = LayerSchedule.OneAfterAnother(1000),
    };

    /// <summary>
    /// For images with a black margin and any optimiser: mean squares against θ = 1, unit root mean square, uniform wrong labels over the
    /// first pixels, prediction by the goodness of all layers.
    /// </summary>
    /// <remarks>
    /// The label's value 10 is about the length of an MNIST image, so that label and image have an equal say in the first layer.
    /// </remarks>
    public static ForwardForwardOptions Images { get; } = new() { LabelValue = 10 };

    /// <summary>
    /// As <see cref="Images"/> with sums of squares and hard negatives, which learn faster and further: for Adam with a learning rate near
    /// 0.002 that falls to 0, and weights of <see cref="Initialiser.FanInNormal"/>.
    /// </summary>
    public static ForwardForwardOptions ImagesHardNegatives { get; } = Images with
    {
        Goodness = GoodnessForm.Sum,
        Negatives = NegativeData.HardLabel,
        Head = new OnePassHeadOptions { LearningRate = 0.001, Optimiser = static head => new Adam(head) },
    };

    /// <summary>
    /// Without labels, as in [Hinton 2022]: images against hybrids of two; only the head, on all layers but the first, learns from labels.
    /// </summary>
    /// <param name="width">Of an image.</param>
    /// <param name="height">Of an image.</param>
    public static ForwardForwardOptions Unsupervised(int width, int height) => new()
    {
        Embedding = LabelEmbedding.None,
        Negatives = NegativeData.HybridImage,
        Hybrids = new HybridImages(width, height),
        Prediction = GoodnessPrediction.OnePass,
        Head = new OnePassHeadOptions { LearningRate = 0.001, Optimiser = static head => new Adam(head) },
    };

    /// <summary>
    /// For <see cref="SignSymmetricMixture"/>: mean squares against θ = 1, unit root mean square, the label before the inputs and as large
    /// as the largest of them, uniform wrong labels, prediction by the goodness of all layers, a head on all layers beside it.
    /// </summary>
    /// <remarks>Meant for Adam with learning rate 0.001 and weights of <see cref="Initialiser.FanInNormal"/>.</remarks>
    public static ForwardForwardOptions SyntheticBenchmark { get; } = new()
    {
        Embedding = LabelEmbedding.Prepend,
        LabelValue = null,
        Head = new OnePassHeadOptions
        {
            Layers = LayerSelection.All,
            LearningRate = 0.001,
            Optimiser = static head => new Adam(head),
        },
    };
}
