using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using AlignmentToolkit.Cli.Privacy;
using AlignmentToolkit.Cli.Running;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit privacy</c>: what private training costs, and how much noise a budget needs.</summary>
internal static class PrivacyCommand
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // JSON has no infinity; "Infinity" is a text that most readers of numbers know.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new("privacy", "Accounts for the privacy of training with Gaussian noise.")
    {
        Subcommand(
            "epsilon",
            "The ε of a training run, such as: toolkit privacy epsilon --noise 1 --sampling-rate 256/60000 --steps 3516 --delta 1e-5",
            PrivacyOptions.OfEpsilon, Epsilon),
        Subcommand(
            "calibrate",
            "The noise that keeps an ε, such as: toolkit privacy calibrate --epsilon 8 --sampling-rate 0.04 --steps 2250 --delta 1e-5",
            PrivacyOptions.OfCalibrate, Calibrate),
    };

    private static PrivacyAnswer Epsilon(ParseResult parse, CancellationToken cancellation)
    {
        PrivacyRequest request = PrivacyOptions.ReadEpsilon(parse);
        request.Validate();
        return PrivacyAnswer.At(request, request.Noise!.Value, cancellation);
    }

    private static PrivacyAnswer Calibrate(ParseResult parse, CancellationToken cancellation)
    {
        PrivacyRequest request = PrivacyOptions.ReadCalibrate(parse);
        request.Validate();
        return PrivacyAnswer.Calibrated(request, cancellation);
    }

    private static Command Subcommand(
        string name, string description, IReadOnlyList<Option> options, Func<ParseResult, CancellationToken, PrivacyAnswer> answer)
    {
        Command command = new(name, description);
        foreach (Option option in options) command.Options.Add(option);
        command.SetAction((parse, cancellation) => Task.Run(() => Run(parse, answer, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(
        ParseResult parse, Func<ParseResult, CancellationToken, PrivacyAnswer> answer, CancellationToken cancellation)
    {
        TextWriter output = parse.InvocationConfiguration.Output, error = parse.InvocationConfiguration.Error;
        try
        {
            PrivacyAnswer found = answer(parse, cancellation);
            if (parse.GetValue(PrivacyOptions.Json)) output.WriteLine(JsonSerializer.Serialize(found.ToJson(), Format));
            else PrivacyReport.Write(output, found);
            return ExitCodes.Success;
        }
        catch (ArgumentException refusal)
        {
            // The framework appends the parameter's name, which means nothing on a command line.
            string message = refusal.Message.Replace($" (Parameter '{refusal.ParamName}')", "", StringComparison.Ordinal);
            error.WriteLine(message.ReplaceLineEndings(" "));
            return ExitCodes.BadInput;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Stopped.");
            return ExitCodes.Interrupted;
        }
    }
}
