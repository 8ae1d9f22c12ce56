using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>All learning rules by name, each with its published default of feedback.</summary>
public static class LearningRules
{
    /// <summary>The catalogue, in the order in which the papers build on each other.</summary>
    public static IReadOnlyList<RuleDescription> All { get; } =
    [
        new("bp", "Backpropagation", "Rumelhart 1986", static (network, loss, _, _) => new Backpropagation(network, loss)),
        new("fa", "Feedback alignment", "Lillicrap 2016", static (network, loss, stream, _) =>
            new FeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream)),
        new("dfa", "Direct feedback alignment", "Nøkland 2016", static (network, loss, stream, _) =>
            new DirectFeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream)),
        new("drtp", "Direct random target projection", "Frenkel 2019", static (network, loss, stream, _) =>
            new DirectRandomTargetProjection(network, loss, FeedbackInitialiser.HeUniform, stream)),
        new("pepita", "PEPITA", "Srinivasan 2024", static (network, loss, stream, _) =>
            new Pepita(network, loss, DrawProjection(network, stream))),
        new("pepita-icml", "PEPITA as first published: x + Fe", "Dellaferrera 2022", static (network, loss, stream, _) =>
            new Pepita(
                network, loss, DrawProjection(network, stream), new PepitaOptions { Convention = PepitaConvention.InputPlusError })),
        new("pepita-hebbian", "PEPITA, Hebbian form", "Srinivasan 2024", static (network, loss, stream, _) =>
            new HebbianPepita(network, loss, DrawProjection(network, stream))),
        new("pepita-tl", "PEPITA, time-local", "Srinivasan 2024", static (network, loss, stream, _) =>
            new TimeLocalPepita(network, loss, DrawProjection(network, stream))),
        new("pepita-mirror", "PEPITA with weight mirroring", "Srinivasan 2024", static (network, loss, stream, _) =>
            MirroredPepita(network, loss, stream)),
        new("afa", "Adaptive feedback alignment", "Srinivasan 2024", static (network, loss, stream, _) =>
            new AdaptiveFeedbackAlignment(network, loss, DrawProjection(network, stream))),
        new("ff", "Forward-Forward", "Hinton 2022", ForwardForwardOf) { NewNetwork = NewHiddenLayers },
        new("shallow", "Only the last layer learns", "control", static (network, loss, _, _) => new ShallowLearning(network, loss)),
    ];

    /// <summary>The entry of a name.</summary>
    /// <param name="name">Such as <c>dfa</c>; case does not matter.</param>
    /// <exception cref="ArgumentException">Unknown name; the message lists the known ones.</exception>
    public static RuleDescription Find(string name) =>
        All.FirstOrDefault(rule => string.Equals(rule.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"No learning rule is called '{name}'. There are: {string.Join(", ", All.Select(rule => rule.Name))}.", nameof(name));

    /// <summary>Makes a rule by name.</summary>
    /// <param name="name">Such as <c>dfa</c>; case does not matter.</param>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="stream">Where fixed feedback is drawn from; two rules that shall have feedback of their own get streams of their
    /// own.</param>
    /// <param name="classCount">C; needed by rules without an output layer only.</param>
    /// <exception cref="ArgumentException">Unknown name; the message lists the known ones. Or C is needed and was not given.</exception>
    public static LearningRule Create(
        string name, MultilayerPerceptron network, OutputLoss loss, RandomStream stream, int? classCount = null) =>
        Find(name).Create(network, loss, stream, classCount);

    private static ForwardForward ForwardForwardOf(MultilayerPerceptron network, OutputLoss loss, RandomStream stream, int? classCount) =>
        new(
            network,
            classCount ?? throw new ArgumentException(
                "Forward-Forward has no output layer to read the number of classes off; it must be given.", nameof(classCount)),
            ForwardForwardPresets.Images,
            stream);

    private static MultilayerPerceptron NewHiddenLayers(
        int inputs,
        IReadOnlyList<int> hiddenSizes,
        int classes,
        Activation activation,
        Initialiser initialiser,
        RandomStream stream,
        ActivationNormalisation? normalisation)
    {
        if (activation != Activation.Relu)
            throw new ArgumentException($"Forward-Forward has ReLU layers; {activation} is not allowed.", nameof(activation));
        if (normalisation is not null)
            throw new ArgumentException(
                $"Forward-Forward normalises what each layer reads by itself; {normalisation} is not allowed.", nameof(normalisation));
        return ForwardForward.NewNetwork(inputs, hiddenSizes, classes, ForwardForwardPresets.Images, initialiser, stream);
    }

    // κ = 0.05, He-uniform: the published runs without mirroring.
    private static DenseProjection DrawProjection(MultilayerPerceptron network, RandomStream stream) =>
        new(ProjectionInitialiser.HeUniform().Draw(network.Sizes[0], network.Sizes[^1], stream));

    // The schedule of the published runs is unknown; two epochs before and a step after every step of the weights align well within
    // twenty epochs.
    private static Pepita MirroredPepita(MultilayerPerceptron network, OutputLoss loss, RandomStream stream)
    {
        MirroredProjection projection = MirroredProjection.Draw(network.Sizes, stream.Child("projection"));
        return new Pepita(network, loss, projection)
        {
            Mirror = new WeightMirror(network, loss, projection, stream.Child("mirror"))
            {
                Schedule = new MirroringSchedule { PreMirroringEpochs = 2, Every = 1 },
            },
        };
    }
}
