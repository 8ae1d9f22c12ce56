using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>
/// The update direction of one weight layer, as the factors it is a product of: s·G_l = s·(P Qᵀ + P′ Q′ᵀ). The step is minus it.
/// </summary>
/// <remarks>
/// Every rule here is an outer product of something after the synapse and something before it, summed over the mini-batch; Hebbian rules
/// have two such terms. The factors also hold the bias part, and a receiver can bound or perturb them before they are multiplied.
/// </remarks>
/// <param name="Postsynaptic">P, n_l × B. Its row sums are the bias part.</param>
/// <param name="Presynaptic">Q, n_{l−1} × B.</param>
/// <param name="Scale">s: 1/B turns the sum over the mini-batch into the mean.</param>
public readonly record struct LayerUpdate(Matrix<float> Postsynaptic, Matrix<float> Presynaptic, float Scale)
{
    /// <summary>P′ of a second term, n_l × B′, or null.</summary>
    public Matrix<float>? SecondPostsynaptic { get; init; }

    /// <summary>Q′ of a second term, n_{l−1} × B′; null exactly where P′ is.</summary>
    public Matrix<float>? SecondPresynaptic { get; init; }

    /// <summary>Writes G_l = P Qᵀ + P′ Q′ᵀ, without the scale.</summary>
    /// <param name="gradient">n_l × n_{l−1}, overwritten.</param>
    public void WriteTo(Matrix<float> gradient)
    {
        Postsynaptic.MultiplyTransposeInto(Presynaptic, gradient);
        if (SecondPostsynaptic is not null)
            SecondPostsynaptic.MultiplyTransposeInto(SecondPresynaptic!, gradient, accumulate: true);
    }

    /// <summary>Writes the bias part: the row sums of P and P′, without the scale.</summary>
    /// <param name="gradient">n_l numbers, overwritten.</param>
    public void WriteBiasTo(Span<float> gradient)
    {
        Postsynaptic.RowSumsInto(gradient);
        if (SecondPostsynaptic is null) return;
        for (int column = 0; column < SecondPostsynaptic.ColumnCount; column++)
            TensorPrimitives.Add(gradient, SecondPostsynaptic.ColumnSpan(column), gradient);
    }
}
