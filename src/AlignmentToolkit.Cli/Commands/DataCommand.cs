using System.CommandLine;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit data</c>.</summary>
internal static class DataCommand
{
    /// <summary>The command with its options and action.</summary>
    public static Command Create() => new("data");
}
