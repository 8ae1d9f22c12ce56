namespace AlignmentToolkit.CreditAssignment;

/// <summary>
/// The two published forms of PEPITA. They learn equally well, but the projection turns towards the weights in one and away in the other.
/// </summary>
public enum PepitaConvention
{
    /// <summary>
    /// X^e = X − F E and G_L = E (H^e_{L−1})ᵀ with the error of the standard pass. ∠((W_L ⋯ W_1)ᵀ, F) falls below 90°.
    /// [Srinivasan 2024, released code]
    /// </summary>
    InputMinusError,

    /// <summary>
    /// X^e = X + F E and G_L = (Y^e − T)(H^e_{L−1})ᵀ with the error of the modulated pass. ∠((W_L ⋯ W_1)ᵀ, F) rises above 90°.
    /// [Dellaferrera 2022, released code]
    /// </summary>
    InputPlusError,
}
