namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>Which label stands in the negative copy of an example.</summary>
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
}
