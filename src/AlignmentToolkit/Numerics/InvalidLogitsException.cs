namespace AlignmentToolkit.Numerics;

/// <summary>A row of logits from which no token can be chosen: it is empty, holds NaN or +∞, or is −∞ everywhere.</summary>
/// <param name="message">What is wrong, and where.</param>
public sealed class InvalidLogitsException(string message) : ArithmeticException(message);
