using System.Globalization;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;

namespace AlignmentToolkit.Cli.Training;

/// <summary>What the command line asks for, as it was typed.</summary>
internal sealed record TrainingRequest
{
    // Drawn images have no natural end, and a million of them fill 3 GB.
    private const int MostImages = 1_000_000;
    private const float DefaultMomentum = 0.9f;

    public required string Rule { get; init; }

    public required string Data { get; init; }

    public required string Hidden { get; init; }

    public required string Activation { get; init; }

    public required string Initialiser { get; init; }

    public required string? Normalise { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    public required double LearningRate { get; init; }

    public required string Drops { get; init; }

    public required string Optimiser { get; init; }

    public required double? Momentum { get; init; }

    public required double? WeightDecay { get; init; }

    public required double Dropout { get; init; }

    public required int? Images { get; init; }

    public required string? Seed { get; init; }

    public required int Seeds { get; init; }

    public required int Threads { get; init; }

    public required RuleOptions OfRule { get; init; }

    /// <summary>Sizes of the hidden layers; empty for a linear network.</summary>
    public int[] HiddenSizes => Hidden is "none" ? [] : Demand.Numbers("--hidden", Hidden, 1);

    /// <summary>Epochs after which the rate drops; often none.</summary>
    public int[] DropEpochs => Drops.Length == 0 ? [] : Demand.Numbers("--drops", Drops, 1);

    /// <summary>The name of each run's seed.</summary>
    public string[] SeedNames => Seeds == 1
        ? [Seed ?? "0"]
        : [.. Enumerable.Range(0, Seeds).Select(seed => seed.ToString(CultureInfo.InvariantCulture))];

    /// <summary>μ that is used; null where the optimiser has none.</summary>
    public float? UsedMomentum => IsAdam ? null : (float)(Momentum ?? DefaultMomentum);

    /// <summary>λ that is used; null where the optimiser has none.</summary>
    public float? UsedWeightDecay => IsAdam ? null : (float)(WeightDecay ?? 0);

    /// <summary>Name of the normalisation that is used.</summary>
    public string UsedNormalise => Normalise ?? (IsForwardForward ? "rms" : "none");

    /// <summary>Whether the rule is Forward-Forward, which has a network of its own kind.</summary>
    public bool IsForwardForward => RuleOptions.ForwardForward.Contains(Rule, StringComparer.OrdinalIgnoreCase);

    private bool IsAdam => string.Equals(Optimiser, Choices.Adam, StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks what can be checked before any data are read.</summary>
    /// <exception cref="ArgumentException">An option's value is not allowed; the message names the option, the value and what is
    /// allowed.</exception>
    public void Validate()
    {
        _ = (HiddenSizes, DropEpochs);
        Demand.OneOf(Choices.Activations.Keys, Activation, "--activation");
        Demand.OneOf(Choices.Initialisers.Keys, Initialiser, "--initialiser");
        Demand.OneOf(IsForwardForward ? Choices.InputNormalisations.Keys : Choices.Normalisations.Keys, UsedNormalise, "--normalise");
        Demand.That(Epochs >= 1, "--epochs", Epochs, "a whole number of at least 1");
        Demand.That(Batch >= 1, "--batch", Batch, "a whole number of at least 1");
        Demand.FiniteAndPositive(LearningRate, "--learning-rate");
        ValidateOptimiser();
        Demand.That(Dropout is >= 0 and < 1, "--dropout", Dropout, "at least 0 and less than 1");
        if (IsForwardForward && Dropout > 0) throw new ArgumentException($"--dropout does not belong to --rule {Rule}, which has none.");
        Demand.That(Images is null or (>= 1 and <= MostImages), "--images", Images, $"a whole number from 1 to {MostImages}");
        Demand.That(Seed is null or { Length: > 0 }, "--seed", Seed, "any text of at least one character");
        Demand.That(Seeds >= 1, "--seeds", Seeds, "a whole number of at least 1");
        if (Seeds > 1 && Seed is not null)
            throw new ArgumentException($"--seed {Seed} and --seeds {Seeds} exclude each other: several seeds are named 0, 1, ….");
        Demand.That(Threads is >= 1 and <= 1024, "--threads", Threads, "1 to 1024");
        OfRule.Validate(Rule, Epochs);
    }

    /// <summary>Makes the optimiser.</summary>
    /// <param name="network">The network whose weights it changes.</param>
    public Optimiser NewOptimiser(MultilayerPerceptron network) =>
        IsAdam ? new Adam(network) : new StochasticGradientDescent(network, UsedMomentum!.Value, UsedWeightDecay!.Value);

    private void ValidateOptimiser()
    {
        Demand.OneOf(Choices.Optimisers, Optimiser, "--optimiser");
        if (IsAdam && (Momentum ?? WeightDecay) is not null)
            throw new ArgumentException($"{(Momentum is null ? "--weight-decay" : "--momentum")} belongs to --optimiser sgd.");
        Demand.That(Momentum is null or (>= 0 and < 1), "--momentum", Momentum, "at least 0 and less than 1");
        if (WeightDecay is { } decay) Demand.FiniteAndNotNegative(decay, "--weight-decay");
    }
}
