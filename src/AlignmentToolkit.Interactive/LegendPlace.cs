namespace AlignmentToolkit.Interactive;

/// <summary>Where the legend of a <see cref="Figure"/> stands.</summary>
public enum LegendPlace
{
    /// <summary>In the corner that holds no data; outside at the right when every corner does.</summary>
    Automatic,

    /// <summary>Inside, top right.</summary>
    TopRight,

    /// <summary>Inside, top left.</summary>
    TopLeft,

    /// <summary>Inside, bottom right.</summary>
    BottomRight,

    /// <summary>Inside, bottom left.</summary>
    BottomLeft,

    /// <summary>Outside, at the right of the drawing.</summary>
    Outside,

    /// <summary>Outside, below the drawing, in a line.</summary>
    Below,

    /// <summary>No legend.</summary>
    None,
}
