namespace AlignmentToolkit.Decoding.Beams;

/// <summary>When a beam search with enough finished answers gives up the unfinished ones.</summary>
public enum BeamStopping
{
    /// <summary>
    /// When none of them would score better if it ended now. HuggingFace's default; with a positive length penalty a longer answer might
    /// still have won.
    /// </summary>
    WhenUnlikelyToImprove,

    /// <summary>When none of them can score better at any length.</summary>
    WhenCertain,

    /// <summary>At once.</summary>
    WhenFull,
}
