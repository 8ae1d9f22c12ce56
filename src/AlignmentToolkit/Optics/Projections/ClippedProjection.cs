using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Projections;

/// <summary>Bounds the length of each example's projected error: scale_τ(B e) = B e · min(1, τ/‖B e‖₂).</summary>
/// <remarks>
/// For a guarantee, noise must come after it: noise that was already in B e would be scaled with it. The length is that of the whole
/// projection, also where layers take only its first numbers. [Ohana 2021]
/// </remarks>
public sealed class ClippedProjection : IErrorProjection
{
    private readonly IErrorProjection _inner;

    /// <summary>Puts a bound on a projection.</summary>
    /// <param name="inner">B.</param>
    /// <param name="bound">τ_B, greater than 0; infinity changes nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">τ_B is out of its range.</exception>
    public ClippedProjection(IErrorProjection inner, float bound)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (!(bound > 0)) throw new ArgumentOutOfRangeException(nameof(bound), bound, "The bound must be greater than 0.");
        (_inner, Bound) = (inner, bound);
    }

    /// <summary>τ_B.</summary>
    public float Bound { get; }

    /// <inheritdoc/>
    public int OutputSize => _inner.OutputSize;

    /// <inheritdoc/>
    public int InputSize => _inner.InputSize;

    /// <summary>None: the scale depends on the error.</summary>
    public Matrix<float>? Matrix => null;

    /// <inheritdoc/>
    public bool IsPerExample => _inner.IsPerExample;

    /// <inheritdoc/>
    public void Project(Matrix<float> errors, Matrix<float> signals)
    {
        _inner.Project(errors, signals);
        for (int example = 0; example < signals.ColumnCount; example++)
        {
            Span<float> signal = signals.ColumnSpan(example);
            float length = TensorPrimitives.Norm<float>(signal);
            if (length > Bound) TensorPrimitives.Multiply(signal, Bound / length, signal);
        }
    }

    /// <inheritdoc/>
    public void EndStep() => _inner.EndStep();
}
