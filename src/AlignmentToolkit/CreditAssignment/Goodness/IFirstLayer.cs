namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>The first layer of a pass, whose product with W₁ has been computed.</summary>
internal interface IFirstLayer
{
    /// <summary>h ← max(W₁z + b₁, 0) of one column of the pass.</summary>
    /// <param name="column">Which.</param>
    /// <param name="label">The label of the column.</param>
    /// <param name="activations">h, written.</param>
    /// <returns>Σ h².</returns>
    float Rectify(int column, int label, Span<float> activations);
}
