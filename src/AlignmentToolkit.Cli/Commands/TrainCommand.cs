using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

using AlignmentToolkit.Cli.Training;
using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Datasets;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit train</c>: trains a network with a learning rule and prints what it measures after every epoch.</summary>
internal static class TrainCommand
{
    private const int Failure = 1;
    private const int Usage = 2;
    private const int Interrupted = 130;

    private static readonly Option<string> Rule = Default(
        "--rule", "bp", $"Learning rule: {string.Join(", ", LearningRules.All.Select(rule => rule.Name))}.");
    private static readonly Option<string> Data = Default(
        "--data", ImageDataSets.GlyphsName, $"Data set: {string.Join(", ", ImageDataSets.Names)}.");
    private static readonly Option<string> Hidden = Default(
        "--hidden", "1024", "Sizes of the hidden layers, such as 1024 or 512,256; none for a linear network.");
    private static readonly Option<string> Activation = Default(
        "--activation", "relu", $"Of the hidden layers: {string.Join(", ", TrainingRequest.Activations.Keys)}.");
    private static readonly Option<int> Epochs = Number("--epochs", 10, "Passes over the training images.");
    private static readonly Option<int> Batch = Number("--batch", 64, "Images in a mini-batch.");
    private static readonly Option<double> LearningRate = Number("--learning-rate", 0.1, "Learning rate.");
    private static readonly Option<string> Drops = Default(
        "--drops", "", "Epochs after which the learning rate is divided by 10, such as 60,90.");
    private static readonly Option<double> Momentum = Number("--momentum", 0.9, "Momentum, at least 0 and less than 1.");
    private static readonly Option<double> WeightDecay = Number(
        "--weight-decay", 0.0, "Weight decay, added to the gradient before momentum.");
    private static readonly Option<double> Dropout = Number("--dropout", 0.0, "Probability of dropping a hidden unit.");
    private static readonly Option<int?> Images = Count("--images", "Use only so many training images. Default: all.");
    private static readonly Option<string> Seed = Default("--seed", "0", "Names the random streams of weights, feedback and order.");
    private static readonly Option<int> Threads = Number(
        "--threads", Environment.ProcessorCount, "Threads; the result does not depend on them.");
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object at the end and nothing else." };

    /// <summary>The command with its options and action.</summary>
    public static Command Create()
    {
        Command command = new(
            "train", "Trains a network with a learning rule and prints accuracy, seconds and alignment angles of every epoch.")
        {
            Rule, Data, Hidden, Activation, Epochs, Batch, LearningRate, Drops, Momentum, WeightDecay, Dropout, Images, Seed, Threads, Json,
        };
        command.SetAction((parse, cancellation) => Task.Run(() => Run(parse, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        try
        {
            TrainingSession session = TrainingSession.Open(Read(parse));
            TextWriter output = parse.InvocationConfiguration.Output;
            TrainingReport report = parse.GetValue(Json) ? new JsonReport(output) : new TextReport(output);
            return session.Run(report, cancellation) switch
            {
                TrainingVerdict.Completed => 0,
                TrainingVerdict.Interrupted => Interrupted,
                _ => Failure,
            };
        }
        catch (ArgumentException error)
        {
            // The framework appends the parameter's name, which means nothing on a command line.
            return Complain(error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal), Usage);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Complain(error.Message, Failure);
        }

        int Complain(string message, int exit)
        {
            parse.InvocationConfiguration.Error.WriteLine(message.ReplaceLineEndings(" "));
            return exit;
        }
    }

    private static TrainingRequest Read(ParseResult parse) => new()
    {
        Rule = parse.GetValue(Rule)!,
        Data = parse.GetValue(Data)!,
        Hidden = parse.GetValue(Hidden)!,
        Activation = parse.GetValue(Activation)!,
        Epochs = parse.GetValue(Epochs),
        Batch = parse.GetValue(Batch),
        LearningRate = parse.GetValue(LearningRate),
        Drops = parse.GetValue(Drops)!,
        Momentum = parse.GetValue(Momentum),
        WeightDecay = parse.GetValue(WeightDecay),
        Dropout = parse.GetValue(Dropout),
        Images = parse.GetValue(Images),
        Seed = parse.GetValue(Seed)!,
        Threads = parse.GetValue(Threads),
    };

    private static Option<string> Default(string name, string value, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static Option<T> Number<T>(string name, T value, string description)
        where T : INumber<T> =>
        new(name) { Description = description, DefaultValueFactory = _ => value, CustomParser = Parsed<T> };

    private static Option<int?> Count(string name, string description) =>
        new(name) { Description = description, CustomParser = result => Parsed<int>(result) };

    /// <summary>The number of an option; the framework's own complaint names a type of .NET instead of what is allowed.</summary>
    private static T? Parsed<T>(ArgumentResult result)
        where T : INumber<T>
    {
        string text = result.Tokens[0].Value;
        bool isWhole = typeof(T) == typeof(int);
        if (T.TryParse(text, isWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out T? number))
            return number;
        result.AddError(
            $"{((OptionResult)result.Parent!).Option.Name} {text} is not allowed. Allowed: a {(isWhole ? "whole " : "")}number.");
        return default;
    }
}
