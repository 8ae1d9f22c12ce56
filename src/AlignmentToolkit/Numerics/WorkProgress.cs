namespace AlignmentToolkit.Numerics;

/// <summary>How far a piece of work has come.</summary>
/// <param name="Fraction">Done part of the whole, in [0, 1].</param>
/// <param name="Message">What was just finished, in a few words, without clock times.</param>
public readonly record struct WorkProgress(double Fraction, string Message);
