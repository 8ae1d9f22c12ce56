namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>What is fixed for a whole stream.</summary>
/// <param name="Key">The key: k₀ in the lower 32 bits, k₁ above.</param>
/// <param name="Upper">Upper half of every counter: x₂ in the lower 32 bits, x₃ above.</param>
internal readonly record struct PhiloxKey(ulong Key, ulong Upper);
