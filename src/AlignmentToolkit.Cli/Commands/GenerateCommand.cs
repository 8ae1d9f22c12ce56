using System.CommandLine;

using AlignmentToolkit.Cli.Generating;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit generate</c>: goes on with a text.</summary>
internal static class GenerateCommand
{
    private const int Failure = 1;
    private const int Usage = 2;
    private const int Interrupted = 130;

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object at the end and nothing else: promptIds, ids, text, tokensPerSecond, reason.",
    };

    /// <summary>The command with its options and action.</summary>
    public static Command Create()
    {
        Command command = new("generate", "Goes on with a text, by a language model from the disk.");
        foreach (Option option in GenerationOptions.All) command.Options.Add(option);
        command.Options.Add(Json);
        command.SetAction((parse, cancellation) => Task.Run(() => Run(parse, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        (TextWriter output, TextWriter error) = (parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
        try
        {
            using GenerationSession session = GenerationSession.Open(GenerationOptions.Read(parse));
            GenerationReport report = parse.GetValue(Json) ? new JsonReport(output) : new TextReport(output, error);
            return session.Run(report, cancellation) ? 0 : Interrupted;
        }
        catch (ArgumentException problem)
        {
            // The framework appends the parameter's name, which means nothing on a command line.
            return Complain(problem.Message.Replace($" (Parameter '{problem.ParamName}')", "", StringComparison.Ordinal), Usage);
        }
        catch (InvalidLogitsException problem)
        {
            return Complain($"{GenerationOptions.Read(parse).Model}: {problem.Message}", Failure);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Complain(problem.Message, Failure);
        }

        int Complain(string message, int exit)
        {
            error.WriteLine(message.ReplaceLineEndings(" "));
            return exit;
        }
    }
}
