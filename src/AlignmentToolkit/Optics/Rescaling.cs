namespace AlignmentToolkit.Optics;

/// <summary>What linear transforms of an <see cref="OpticalProcessingUnit"/> are divided by. Names are those of LightOnML.</summary>
public enum Rescaling
{
    /// <summary>By the standard deviation of a weight times √n, n the number of features: a number of a vector of n ones has variance 1.
    /// </summary>
    Variance,

    /// <summary>By the standard deviation of a weight times √m, m the number of components: the length of a vector is kept on
    /// average.</summary>
    Norm,

    /// <summary>Not at all.</summary>
    None,
}
