using System.CommandLine;

using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Datasets;

namespace AlignmentToolkit.Cli.Training;

/// <summary>The options of <c>toolkit train</c>.</summary>
internal static class TrainingOptions
{
    private static readonly Option<string> Rule = CommandLineOption.Text(
        "--rule", "bp", $"Learning rule:\n{string.Join('\n', LearningRules.All.Select(rule => $"{rule.Name,-14}  {rule.Title}"))}\n");
    private static readonly Option<string> Data = CommandLineOption.Text(
        "--data", ImageDataSets.GlyphsName, $"Data set: {string.Join(", ", ImageDataSets.Names)}.");
    private static readonly Option<string> Hidden = CommandLineOption.Text(
        "--hidden", "1024", "Sizes of the hidden layers, such as 1024 or 512,256; none for a linear network.");
    private static readonly Option<string> Activation = CommandLineOption.Text(
        "--activation", "relu", $"Of the hidden layers: {string.Join(", ", Choices.Activations.Keys)}.");
    private static readonly Option<string> Initialiser = CommandLineOption.Text(
        "--initialiser", "he-uniform", $"How weights are drawn: {string.Join(", ", Choices.Initialisers.Keys)}.");
    private static readonly Option<string?> Normalise = CommandLineOption.OptionalText(
        "--normalise", $"Divides hidden activations: {string.Join(", ", Choices.Normalisations.Keys)}. Default: none; rms for ff.");
    private static readonly Option<int> Epochs = CommandLineOption.Number("--epochs", 10, "Passes over the training images.");
    private static readonly Option<int> Batch = CommandLineOption.Number("--batch", 64, "Images in a mini-batch.");
    private static readonly Option<double> LearningRate = CommandLineOption.Number("--learning-rate", 0.1, "Learning rate.");
    private static readonly Option<string> Drops = CommandLineOption.Text(
        "--drops", "", "Epochs after which the learning rate is divided by 10, such as 60,90.");
    private static readonly Option<string> Optimiser = CommandLineOption.Text(
        "--optimiser", Choices.Sgd, $"What applies the updates: {string.Join(", ", Choices.Optimisers)}.");
    private static readonly Option<double?> Momentum = CommandLineOption.OptionalNumber<double>(
        "--momentum", "sgd: momentum, at least 0 and less than 1. Default: 0.9.");
    private static readonly Option<double?> WeightDecay = CommandLineOption.OptionalNumber<double>(
        "--weight-decay", "sgd: weight decay, added to the gradient before momentum. Default: 0.");
    private static readonly Option<double> Dropout = CommandLineOption.Number("--dropout", 0.0, "Probability of dropping a hidden unit.");
    private static readonly Option<int?> Images = CommandLineOption.OptionalNumber<int>(
        "--images", "Use only so many training images. Default: all.");
    private static readonly Option<string?> Seed = CommandLineOption.OptionalText(
        "--seed", "Names the random streams of weights, feedback and order. Default: 0.");
    private static readonly Option<int> Seeds = CommandLineOption.Number(
        "--seeds", 1, "Trains with seeds 0, 1, … side by side; at the end mean ± standard deviation.");
    private static readonly Option<int> Threads = CommandLineOption.Number(
        "--threads", Environment.ProcessorCount, "Threads; the result does not depend on them.");

    private static readonly Option<double?> Kappa = CommandLineOption.OptionalNumber<double>(
        "--kappa", "PEPITA and afa: scale κ of the projection F from the output error to the input. Default: 0.05.");
    private static readonly Option<string?> Projection = CommandLineOption.OptionalText(
        "--projection",
        $"PEPITA and afa: how F is drawn: {string.Join(", ", Choices.Projections.Keys)}. Default: uniform; normal with mirroring.");
    private static readonly Option<int?> PreMirroring = CommandLineOption.OptionalNumber<int>(
        "--pre-mirroring",
        "PEPITA and afa: first epochs that only turn F towards the weights. Default: 0; 2 for pepita-mirror.");
    private static readonly Option<int?> MirrorEvery = CommandLineOption.OptionalNumber<int>(
        "--mirror-every",
        "PEPITA and afa: F is turned towards the weights in every so-many-th epoch. Default: never; 1 for pepita-mirror.");
    private static readonly Option<double?> MirrorRate = CommandLineOption.OptionalNumber<double>(
        "--mirror-rate", "PEPITA and afa: learning rate of mirroring. Default: 0.1.");
    private static readonly Option<double?> MirrorDecay = CommandLineOption.OptionalNumber<double>(
        "--mirror-decay", "PEPITA and afa: decay of mirroring. Default: 0.5.");

    private static readonly Option<string?> Optics = CommandLineOption.OptionalText(
        "--optics",
        "dfa: ternary errors go through an emulated optical processor with an 8-bit camera; its medium: "
        + $"{string.Join(", ", Choices.Media.Keys)}.");
    private static readonly Option<double?> Ternary = CommandLineOption.OptionalNumber<double>(
        "--ternary", "fa and dfa: errors become the signs of those beyond this threshold. Default: not at all; 0.1 with --optics.");
    private static readonly Option<double?> Noise = CommandLineOption.OptionalNumber<double>(
        "--noise", "fa and dfa: standard deviation of Gaussian noise on each projected error. Default: 0.");
    private static readonly Option<double?> SignalToNoise = CommandLineOption.OptionalNumber<double>(
        "--signal-to-noise", "fa and dfa: noise that follows the projected errors' root mean square at this ratio. Default: no noise.");

    private static readonly Option<double?> Threshold = CommandLineOption.OptionalNumber<double>(
        "--threshold", "ff: goodness of a unit above which a layer takes an example for positive. Default: 1.");
    private static readonly Option<string?> Goodness = CommandLineOption.OptionalText(
        "--goodness", $"ff: of a layer's squared activations: {string.Join(", ", Choices.Goodness.Keys)}. Default: mean.");
    private static readonly Option<string?> Negatives = CommandLineOption.OptionalText(
        "--negatives", $"ff: labels of negative examples: {string.Join(", ", Choices.Negatives.Keys)}. Default: wrong.");
    private static readonly Option<string?> Prediction = CommandLineOption.OptionalText(
        "--prediction", $"ff: by {string.Join(" or ", Choices.Predictions.Keys)}. Default: goodness.");

    /// <summary>All of them, in the order in which the help lists them.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        Rule, Data, Hidden, Activation, Initialiser, Normalise, Epochs, Batch, LearningRate, Drops, Optimiser, Momentum, WeightDecay,
        Dropout, Images, Seed, Seeds, Threads, Kappa, Projection, PreMirroring, MirrorEvery, MirrorRate, MirrorDecay, Optics,
        Ternary, Noise, SignalToNoise, Threshold, Goodness,
        Negatives, Prediction,
    ];

    /// <summary>What a command line asks for.</summary>
    public static TrainingRequest Read(ParseResult parse) => new()
    {
        Rule = parse.GetValue(Rule)!,
        Data = parse.GetValue(Data)!,
        Hidden = parse.GetValue(Hidden)!,
        Activation = parse.GetValue(Activation)!,
        Initialiser = parse.GetValue(Initialiser)!,
        Normalise = parse.GetValue(Normalise),
        Epochs = parse.GetValue(Epochs),
        Batch = parse.GetValue(Batch),
        LearningRate = parse.GetValue(LearningRate),
        Drops = parse.GetValue(Drops)!,
        Optimiser = parse.GetValue(Optimiser)!,
        Momentum = parse.GetValue(Momentum),
        WeightDecay = parse.GetValue(WeightDecay),
        Dropout = parse.GetValue(Dropout),
        Images = parse.GetValue(Images),
        Seed = parse.GetValue(Seed),
        Seeds = parse.GetValue(Seeds),
        Threads = parse.GetValue(Threads),
        OfRule = new RuleOptions
        {
            Kappa = parse.GetValue(Kappa),
            Projection = parse.GetValue(Projection),
            PreMirroring = parse.GetValue(PreMirroring),
            MirrorEvery = parse.GetValue(MirrorEvery),
            MirrorRate = parse.GetValue(MirrorRate),
            MirrorDecay = parse.GetValue(MirrorDecay),
            Optics = parse.GetValue(Optics),
            Ternary = parse.GetValue(Ternary),
            Noise = parse.GetValue(Noise),
            SignalToNoise = parse.GetValue(SignalToNoise),
            Threshold = parse.GetValue(Threshold),
            Goodness = parse.GetValue(Goodness),
            Negatives = parse.GetValue(Negatives),
            Prediction = parse.GetValue(Prediction),
        },
    };
}
