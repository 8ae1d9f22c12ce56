namespace AlignmentToolkit.Interactive;

/// <summary>How a heat map turns values into colours. All of them are told apart by people with any colour vision and in print.</summary>
public enum ColourMap
{
    /// <summary>From dark violet (low) to yellow (high), evenly growing lightness.</summary>
    Viridis,

    /// <summary>From white (low) to black (high), for images of ink.</summary>
    Ink,

    /// <summary>From blue (negative) over white (zero) to red (positive), symmetric about 0.</summary>
    Diverging,
}
