using System.CommandLine;

using AlignmentToolkit.Cli.Training;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit train</c>: trains a network with a learning rule and prints what it measures after every epoch.</summary>
internal static class TrainCommand
{
    private const int Failure = 1;
    private const int Usage = 2;
    private const int Interrupted = 130;

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object at the end and nothing else." };

    /// <summary>The command with its options and action.</summary>
    public static Command Create()
    {
        Command command = new(
            "train", "Trains a network with a learning rule and prints accuracy, seconds and alignment angles of every epoch.");
        foreach (Option option in TrainingOptions.All) command.Options.Add(option);
        command.Options.Add(Json);
        command.SetAction((parse, cancellation) => Task.Run(() => Run(parse, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parse, CancellationToken cancellation)
    {
        try
        {
            TrainingSession session = TrainingSession.Open(TrainingOptions.Read(parse));
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
}
