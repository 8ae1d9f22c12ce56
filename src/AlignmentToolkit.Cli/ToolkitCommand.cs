using System.CommandLine;

using AlignmentToolkit.Cli.Commands;

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
    };
}
