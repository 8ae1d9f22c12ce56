namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>How a network without an output layer predicts a class.</summary>
public enum GoodnessPrediction
{
    /// <summary>The label under which the goodness of the layers is largest: C passes.</summary>
    LargestGoodness,

    /// <summary>A linear softmax on the activities under a neutral label, 1/C in each place: one pass. Needs a head.</summary>
    OnePass,
}
