using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>Makes a learning rule for a network.</summary>
/// <param name="network">The network that learns.</param>
/// <param name="loss">The loss at its output.</param>
/// <param name="stream">Where what is random in the rule comes from.</param>
/// <param name="classCount">C; null to read it off the output layer. Needed by rules without an output layer.</param>
public delegate LearningRule RuleConstruction(
    MultilayerPerceptron network, OutputLoss loss, RandomStream stream, int? classCount = null);
