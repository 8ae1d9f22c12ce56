namespace AlignmentToolkit.Notebooks.Parameters;

/// <summary>Parameters given for a run do not fit its notebooks.</summary>
/// <param name="message">One line: what was given, and what is allowed.</param>
public sealed class ParameterException(string message) : Exception(message);
