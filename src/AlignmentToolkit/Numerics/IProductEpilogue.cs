namespace AlignmentToolkit.Numerics;

/// <summary>What to do with a matrix product while it is still in the first-level cache.</summary>
/// <remarks>
/// <para>
/// A product of a thin and a wide matrix — the gradient δ Hᵀ of a layer's weights over a mini-batch — takes as long to store and fetch
/// again as to compute. An epilogue sees each piece of the product when its sums are complete and uses it there and then: a bias and an
/// activation in the forward pass, the optimiser's step in the backward pass, so that the gradient never reaches main memory.
/// </para>
/// <para>
/// Implement it as a struct with plain loops or <see cref="System.Numerics.Tensors.TensorPrimitives"/> calls over the span; the product
/// is compiled anew for it. Each element of the product is handed over exactly once, in pieces of one column, in no particular order and
/// from several threads, so an epilogue touches nothing but what belongs to its own rows and column.
/// </para>
/// <example>
/// The step U ← μ U + G, W ← W − η U with G = δ Hᵀ, W of as many rows as δ:
/// <code>
/// readonly struct MomentumStep(float[] weights, float[] velocity, int rows, float momentum, float rate) : IProductEpilogue&lt;float&gt;
/// {
///     public void Apply(Span&lt;float&gt; gradient, int row, int column)
///     {
///         Span&lt;float&gt; u = velocity.AsSpan(row + column * rows, gradient.Length);
///         Span&lt;float&gt; w = weights.AsSpan(row + column * rows, gradient.Length);
///         TensorPrimitives.MultiplyAdd(u, momentum, gradient, u);
///         TensorPrimitives.MultiplyAdd(u, -rate, w, w);
///     }
/// }
///
/// delta.MultiplyTransposeInto(hidden, new MomentumStep(…));
/// </code>
/// </example>
/// </remarks>
public interface IProductEpilogue<T>
    where T : unmanaged
{
    /// <summary>Uses, and may change, part of one column of the product.</summary>
    /// <param name="product">Elements (<paramref name="row"/> … <paramref name="row"/> + length − 1, <paramref name="column"/>). Where the
    /// product has a destination this is the destination itself; else it is lost after the call.</param>
    /// <param name="row">Row of the first element.</param>
    /// <param name="column">Column of all of them.</param>
    void Apply(Span<T> product, int row, int column);
}
