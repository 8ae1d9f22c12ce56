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
}
