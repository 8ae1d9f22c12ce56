namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>Who has one example more: in a Poisson sample the two directions lose differently.</summary>
public enum AdjacencyDirection
{
    /// <summary>P is the data set with the example, Q without: the example is removed.</summary>
    Remove,

    /// <summary>P is the data set without the example, Q with it: the example is added.</summary>
    Add,
}
