using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Transmission;

namespace AlignmentToolkit.Cli.Training;

/// <summary>What the words on the command line stand for.</summary>
internal static class Choices
{
    /// <summary>Stochastic gradient descent with momentum.</summary>
    public const string Sgd = "sgd";

    /// <summary>Adam.</summary>
    public const string Adam = "adam";

    /// <summary>Optimisers by name.</summary>
    public static IReadOnlyList<string> Optimisers { get; } = [Sgd, Adam];

    /// <summary>Activations by name.</summary>
    public static IReadOnlyDictionary<string, Activation> Activations { get; } =
        new[] { Activation.Relu, Activation.Tanh, Activation.Sigmoid, Activation.Erf, Activation.Identity }
            .ToDictionary(activation => activation.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Initialisers of weights by name.</summary>
    public static IReadOnlyDictionary<string, Initialiser> Initialisers { get; } =
        new[] { Initialiser.HeUniform, Initialiser.HeNormal, Initialiser.XavierUniform, Initialiser.XavierNormal }
            .ToDictionary(initialiser => initialiser.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Normalisations of hidden activations by name; null stands for none.</summary>
    public static IReadOnlyDictionary<string, ActivationNormalisation?> Normalisations { get; } =
        new Dictionary<string, ActivationNormalisation?>(StringComparer.OrdinalIgnoreCase)
        {
            ["none"] = null,
            ["length"] = ActivationNormalisation.PerExampleLength,
            ["rms"] = ActivationNormalisation.PerExampleRootMeanSquare,
            ["batch"] = ActivationNormalisation.WholeBatch,
        };

    /// <summary>Distributions of F by name, each as a function of κ.</summary>
    public static IReadOnlyDictionary<string, Func<float, ProjectionInitialiser>> Projections { get; } =
        new Dictionary<string, Func<float, ProjectionInitialiser>>(StringComparer.OrdinalIgnoreCase)
        {
            ["uniform"] = ProjectionInitialiser.HeUniform,
            ["normal"] = ProjectionInitialiser.HeNormal,
        };

    /// <summary>Scattering media by name, each as a function of inputs, outputs, stream and s².</summary>
    public static IReadOnlyDictionary<string, Func<int, int, RandomStream, double, ITransmissionMatrix>> Media { get; } =
        new Dictionary<string, Func<int, int, RandomStream, double, ITransmissionMatrix>>(StringComparer.OrdinalIgnoreCase)
        {
            ["stored"] = StoredTransmission.Draw,
            ["implicit"] = ImplicitTransmission.Draw,
            ["circulant"] = CirculantTransmission.Draw,
            ["hadamard"] = HadamardTransmission.Draw,
        };

    /// <summary>Forms of goodness by name.</summary>
    public static IReadOnlyDictionary<string, GoodnessForm> Goodness { get; } =
        new Dictionary<string, GoodnessForm>(StringComparer.OrdinalIgnoreCase)
        {
            ["mean"] = GoodnessForm.Mean,
            ["sum"] = GoodnessForm.Sum,
        };

    /// <summary>Labels of negative examples by name.</summary>
    public static IReadOnlyDictionary<string, NegativeData> Negatives { get; } =
        new Dictionary<string, NegativeData>(StringComparer.OrdinalIgnoreCase)
        {
            ["wrong"] = NegativeData.WrongLabel,
            ["permuted"] = NegativeData.PermutedLabel,
            ["hard"] = NegativeData.HardLabel,
        };

    /// <summary>Ways of Forward-Forward to predict, by name.</summary>
    public static IReadOnlyDictionary<string, GoodnessPrediction> Predictions { get; } =
        new Dictionary<string, GoodnessPrediction>(StringComparer.OrdinalIgnoreCase)
        {
            ["goodness"] = GoodnessPrediction.LargestGoodness,
            ["one-pass"] = GoodnessPrediction.OnePass,
        };

    /// <summary>Normalisations of what a layer of Forward-Forward reads, by name.</summary>
    public static IReadOnlyDictionary<string, InputNormalisation> InputNormalisations { get; } =
        new Dictionary<string, InputNormalisation>(StringComparer.OrdinalIgnoreCase)
        {
            ["length"] = InputNormalisation.PerExampleLength,
            ["rms"] = InputNormalisation.PerExampleRootMeanSquare,
        };
}
