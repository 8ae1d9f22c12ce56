using System.CommandLine;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit train</c>.</summary>
internal static class TrainCommand
{
    /// <summary>The command with its options and action.</summary>
    public static Command Create() => new("train");
}
