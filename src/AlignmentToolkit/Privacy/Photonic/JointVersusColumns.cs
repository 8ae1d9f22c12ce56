namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>Two Rényi divergences between the updates of two mini-batches.</summary>
/// <param name="Joint">Of the whole update: what is really released. ∞ where the activations of the two span different spaces.</param>
/// <param name="SumOfColumns">Of its columns one by one, added up as if they were independent.</param>
public readonly record struct JointVersusColumns(double Joint, double SumOfColumns)
{
    /// <summary>By how much the sum over columns is too small; greater than 1 where it is.</summary>
    public double Ratio => Joint / SumOfColumns;
}
