namespace AlignmentToolkit.CreditAssignment;

/// <summary>From which pass of PEPITA the presynaptic factor of an update comes.</summary>
public enum PresynapticActivity
{
    /// <summary>X^e and H^e_{l−1} of the modulated pass, the published rule.</summary>
    Modulated,

    /// <summary>X and H_{l−1} of the standard pass, a variant of the released code.</summary>
    Standard,
}
