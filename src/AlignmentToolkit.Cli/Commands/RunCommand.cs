using System.CommandLine;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit run</c>.</summary>
internal static class RunCommand
{
    /// <summary>The command with its options and action.</summary>
    public static Command Create() => new("run");
}
