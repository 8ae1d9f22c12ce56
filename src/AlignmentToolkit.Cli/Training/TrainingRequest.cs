using System.Globalization;

using AlignmentToolkit.Networks;

namespace AlignmentToolkit.Cli.Training;

/// <summary>What the command line asks for, as it was typed.</summary>
internal sealed record TrainingRequest
{
    // Drawn images have no natural end, and a million of them fill 3 GB.
    private const int MostImages = 1_000_000;

    /// <summary>Activations by name.</summary>
    public static IReadOnlyDictionary<string, Activation> Activations { get; } =
        new[] { Networks.Activation.Relu, Networks.Activation.Tanh, Networks.Activation.Sigmoid, Networks.Activation.Erf, Networks.Activation.Identity }
            .ToDictionary(activation => activation.Name, StringComparer.OrdinalIgnoreCase);

    public required string Rule { get; init; }

    public required string Data { get; init; }

    public required string Hidden { get; init; }

    public required string Activation { get; init; }

    public required int Epochs { get; init; }

    public required int Batch { get; init; }

    public required double LearningRate { get; init; }

    public required string Drops { get; init; }

    public required double Momentum { get; init; }

    public required double WeightDecay { get; init; }

    public required double Dropout { get; init; }

    public required int? Images { get; init; }

    public required string Seed { get; init; }

    public required int Threads { get; init; }

    /// <summary>Sizes of the hidden layers; empty for a linear network.</summary>
    public int[] HiddenSizes => Hidden is "none" ? [] : Numbers("--hidden", Hidden, 1);

    /// <summary>Epochs after which the rate drops; often none.</summary>
    public int[] DropEpochs => Drops.Length == 0 ? [] : Numbers("--drops", Drops, 1);

    /// <summary>Checks what can be checked before any data are read.</summary>
    /// <exception cref="ArgumentException">An option's value is not allowed; the message names the option, the value and what is
    /// allowed.</exception>
    public void Validate()
    {
        _ = (HiddenSizes, DropEpochs);
        Demand(Activations.ContainsKey(Activation), "--activation", Activation, string.Join(", ", Activations.Keys));
        Demand(Epochs >= 1, "--epochs", Epochs, "a whole number of at least 1");
        Demand(Batch >= 1, "--batch", Batch, "a whole number of at least 1");
        Demand(LearningRate > 0 && double.IsFinite(LearningRate), "--learning-rate", LearningRate, "a finite number greater than 0");
        Demand(Momentum is >= 0 and < 1, "--momentum", Momentum, "at least 0 and less than 1");
        Demand(WeightDecay >= 0 && double.IsFinite(WeightDecay), "--weight-decay", WeightDecay, "a finite number of at least 0");
        Demand(Dropout is >= 0 and < 1, "--dropout", Dropout, "at least 0 and less than 1");
        Demand(Images is null or (>= 1 and <= MostImages), "--images", Images, $"a whole number from 1 to {MostImages}");
        Demand(Seed.Length > 0, "--seed", Seed, "any text of at least one character");
        Demand(Threads is >= 1 and <= 1024, "--threads", Threads, "1 to 1024");
    }

    private static void Demand(bool isAllowed, string option, object? value, string allowed)
    {
        if (!isAllowed)
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{option} {value} is not allowed. Allowed: {allowed}."));
    }

    private static int[] Numbers(string option, string text, int least) => Array.ConvertAll(text.Split(','), part =>
    {
        bool isNumber = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least;
        Demand(isNumber, option, text, $"whole numbers of at least {least}, separated by commas");
        return number;
    });
}
