namespace AlignmentToolkit.Decoding;

/// <summary>Which token ends a nucleus when the mass so far equals the mass asked for exactly.</summary>
public enum NucleusBoundary
{
    /// <summary>The one that makes the mass at least p: S = min{k : Σᵢ≤ₖ P₍ᵢ₎ ≥ p}.</summary>
    AtLeast,

    /// <summary>The one that makes the mass more than p: S = min{k : Σᵢ≤ₖ P₍ᵢ₎ &gt; p}.</summary>
    Exceeds,
}
