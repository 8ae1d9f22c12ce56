using AlignmentToolkit.Networks;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>A learning rule as an entry of the catalogue.</summary>
/// <param name="Name">The word by which it is asked for, lower case.</param>
/// <param name="Title">What it is called in full.</param>
/// <param name="Reference">Who published it: first author and year; <c>control</c> for a rule that only serves comparison.</param>
/// <param name="Create">Makes the rule for a network and its loss; what is random in it comes from the stream.</param>
public sealed record RuleDescription(string Name, string Title, string Reference, RuleConstruction Create)
{
    /// <summary>
    /// Makes a network that the rule can train: input, hidden layers and one output a class, unless the rule needs another.
    /// </summary>
    public NetworkConstruction NewNetwork { get; init; } =
        static (inputs, hiddenSizes, classes, activation, initialiser, stream, normalisation) =>
            new MultilayerPerceptron([inputs, .. hiddenSizes, classes], activation, initialiser, stream) { Normalisation = normalisation };
}
