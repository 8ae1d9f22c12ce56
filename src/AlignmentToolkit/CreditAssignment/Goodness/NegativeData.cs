namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>What the negative copy of an example is: a label that stands with it, or another image.</summary>
public enum NegativeData
{
    /// <summary>A wrong label, all equally likely.</summary>
    WrongLabel,

    /// <summary>
    /// The labels of the mini-batch in random order, as in mohammadpz/pytorch_forward_forward: with C equally likely classes one in C
    /// stays true, so one in C negatives is a positive by accident.
    /// </summary>
    PermutedLabel,

    /// <summary>A wrong label, likely in proportion to what the one-pass head gives it [Hinton 2022]. Needs a head.</summary>
    HardLabel,

    /// <summary>The image mixed with another one, see <see cref="HybridImages"/>; no labels [Hinton 2022]. A head predicts.</summary>
    HybridImage,
}
