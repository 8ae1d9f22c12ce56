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
        new("bp", "Backpropagation", "Rumelhart 1986", static (network, loss, _) => new Backpropagation(network, loss)),
        new("fa", "Feedback alignment", "Lillicrap 2016", static (network, loss, stream) =>
            new FeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream)),
        new("dfa", "Direct feedback alignment", "Nøkland 2016", static (network, loss, stream) =>
            new DirectFeedbackAlignment(network, loss, FeedbackInitialiser.HeUniform, stream)),
        new("drtp", "Direct random target projection", "Frenkel 2019", static (network, loss, stream) =>
            new DirectRandomTargetProjection(network, loss, FeedbackInitialiser.HeUniform, stream)),
        new("pepita", "PEPITA", "Srinivasan 2024", static (network, loss, stream) =>
            new Pepita(network, loss, DrawProjection(network, stream))),
        new("pepita-icml", "PEPITA as first published: x + Fe", "Dellaferrera 2022", static (network, loss, stream) =>
            new Pepita(
                network, loss, DrawProjection(network, stream), new PepitaOptions { Convention = PepitaConvention.InputPlusError })),
        new("pepita-hebbian", "PEPITA, Hebbian form", "Srinivasan 2024", static (network, loss, stream) =>
            new HebbianPepita(network, loss, DrawProjection(network, stream))),
        new("pepita-tl", "PEPITA, time-local", "Srinivasan 2024", static (network, loss, stream) =>
            new TimeLocalPepita(network, loss, DrawProjection(network, stream))),
        new("pepita-mirror", "PEPITA with weight mirroring", "Srinivasan 2024", MirroredPepita),
        new("afa", "Adaptive feedback alignment", "Srinivasan 2024", static (network, loss, stream) =>
            new AdaptiveFeedbackAlignment(network, loss, DrawProjection(network, stream))),
        new("shallow", "Only the last layer learns", "control", static (network, loss, _) => new ShallowLearning(network, loss)),
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
    /// <exception cref="ArgumentException">Unknown name; the message lists the known ones.</exception>
    public static LearningRule Create(string name, MultilayerPerceptron network, OutputLoss loss, RandomStream stream) =>
        Find(name).Create(network, loss, stream);

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
