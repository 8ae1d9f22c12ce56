namespace AlignmentToolkit.Networks.Training;

/// <summary>Where the level acc_max that an accuracy curve approaches comes from, when <see cref="Slowness"/> is fitted.</summary>
public enum AccuracyPlateau
{
    /// <summary>The largest accuracy of the curve; only s is fitted [Dellaferrera 2022, released code].</summary>
    LargestMeasured,

    /// <summary>Fitted together with s. A curve that has not begun to level off has no such level.</summary>
    LeastSquares,
}
