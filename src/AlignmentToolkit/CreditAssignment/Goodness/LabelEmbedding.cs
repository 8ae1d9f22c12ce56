namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>Where the label stands in what the network reads. It is one-hot, C numbers, and they come first.</summary>
public enum LabelEmbedding
{
    /// <summary>The label overwrites the first C inputs (the black margin of an image): n_0 is the length of an example.</summary>
    Overwrite,

    /// <summary>The label stands before the inputs: n_0 is C plus the length of an example.</summary>
    Prepend,
}
