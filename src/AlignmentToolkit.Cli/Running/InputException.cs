namespace AlignmentToolkit.Cli.Running;

/// <summary>What was typed, or a file it names, cannot be used.</summary>
/// <param name="message">One line: what was given, and what is allowed.</param>
internal sealed class InputException(string message) : Exception(message);
