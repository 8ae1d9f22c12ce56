using System.CommandLine;
using System.CommandLine.Invocation;

using AlignmentToolkit.Cli.Commands;
using AlignmentToolkit.Cli.Running;

namespace AlignmentToolkit.Cli;

/// <summary>The whole command line of <c>toolkit</c>.</summary>
internal static class ToolkitCommand
{
    /// <summary>The root command with all its subcommands.</summary>
    public static RootCommand Create() => new("AlignmentToolkit: notebooks that walk through research papers, and the kernels behind them.")
    {
        RunCommand.Create(),
        DataCommand.Create(),
        TrainCommand.Create(),
        PrivacyCommand.Create(),
        GenerateCommand.Create(),
    };

    /// <summary>Parses and runs a command line.</summary>
    /// <returns>0; 2 for a command line that makes no sense, 1 for work that failed, 130 for work that was stopped.</returns>
    public static async Task<int> RunAsync(string[] arguments, InvocationConfiguration? configuration, CancellationToken cancellation)
    {
        ParseResult parse = Create().Parse(arguments);
        // The help tells which commands there are; a wrong value of an option would drown in it.
        if (parse.Action is ParseErrorAction complaint) complaint.ShowHelp = parse.CommandResult.Command.Subcommands.Count > 0;
        int exit = await parse.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        return parse.Errors.Count > 0 ? ExitCodes.BadInput : exit;
    }
}
