using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>Makes the network that a learning rule trains.</summary>
/// <param name="inputs">Length of an example.</param>
/// <param name="hiddenSizes">n_1 … n_{L−1}.</param>
/// <param name="classes">C.</param>
/// <param name="activation">f of the hidden layers.</param>
/// <param name="initialiser">How weights are drawn.</param>
/// <param name="stream">Where they are drawn from.</param>
/// <param name="normalisation">Of hidden activations; null for none.</param>
public delegate MultilayerPerceptron NetworkConstruction(
    int inputs,
    IReadOnlyList<int> hiddenSizes,
    int classes,
    Activation activation,
    Initialiser initialiser,
    RandomStream stream,
    ActivationNormalisation? normalisation = null);
