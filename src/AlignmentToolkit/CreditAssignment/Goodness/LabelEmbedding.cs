namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>Where the label stands in what the network reads: one-hot, C numbers, and they come first.</summary>
public enum LabelEmbedding
{
    /// <summary>The label overwrites the first C inputs (the black margin of an image): n_0 is the length of an example.</summary>
    Overwrite,

    /// <summary>The label stands before the inputs: n_0 is C plus the length of an example.</summary>
    Prepend,

    /// <summary>No label: n_0 is the length of an example. For negative data that are not labels.</summary>
    None,
}

internal static class LabelEmbeddings
{
    /// <summary>Numbers of what the network reads that stand for the label.</summary>
    public static int Places(this LabelEmbedding embedding, int classCount) => embedding == LabelEmbedding.None ? 0 : classCount;

    /// <summary>Numbers by which what the network reads is longer than an example.</summary>
    public static int Added(this LabelEmbedding embedding, int classCount) => embedding == LabelEmbedding.Prepend ? classCount : 0;
}
