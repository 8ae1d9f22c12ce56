namespace AlignmentToolkit.Decoding;

/// <summary>Where a nucleus ends.</summary>
/// <param name="Count">Number of tokens in it.</param>
/// <param name="Least">The least logit in it.</param>
/// <param name="KeptOfEqual">How many of the tokens with that logit are in it, the lowest ids first.</param>
internal readonly record struct NucleusCut(int Count, float Least, int KeptOfEqual);
