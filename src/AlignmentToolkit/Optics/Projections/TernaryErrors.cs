using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Projections;

/// <summary>Projects the signs of the errors that are large enough: B t with t = 𝟙[e &gt; θ] − 𝟙[e &lt; −θ].</summary>
/// <remarks>
/// A binary light modulator shows t in two frames, its positive and its negative part. θ is a threshold of one example's error, not of
/// its share in the mean over a mini-batch; for softmax with cross-entropy errors lie in [−1, 1], and published runs use 0.1 to 0.15.
/// Since |t_k| ≤ 1, ‖B t‖ ≤ ‖B‖₂ √C whatever the example. [Launay 2020]
/// </remarks>
public sealed class TernaryErrors : IErrorProjection
{
    private readonly IErrorProjection _inner;
    private readonly Dictionary<int, Matrix<float>> _ternary = [];

    /// <summary>Puts a threshold before a projection.</summary>
    /// <param name="inner">B.</param>
    /// <param name="threshold">θ, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">θ is out of its range.</exception>
    public TernaryErrors(IErrorProjection inner, float threshold = 0.1f)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Require.FiniteAndNotNegative(threshold);
        (_inner, Threshold) = (inner, threshold);
    }

    /// <summary>θ.</summary>
    public float Threshold { get; }

    /// <inheritdoc/>
    public int OutputSize => _inner.OutputSize;

    /// <inheritdoc/>
    public int InputSize => _inner.InputSize;

    /// <summary>None: a sign is not linear.</summary>
    public Matrix<float>? Matrix => null;

    /// <inheritdoc/>
    public bool IsPerExample => _inner.IsPerExample;

    /// <inheritdoc/>
    public void Project(Matrix<float> errors, Matrix<float> signals)
    {
        if (!_ternary.TryGetValue(errors.ColumnCount, out Matrix<float>? ternary))
            _ternary[errors.ColumnCount] = ternary = Matrix<float>.Build.Dense(InputSize, errors.ColumnCount);
        Require.Shape(errors, InputSize, errors.ColumnCount, nameof(errors));
        Apply(errors.Values(), Threshold, ternary.Values());
        _inner.Project(ternary, signals);
    }

    /// <inheritdoc/>
    public void EndStep() => _inner.EndStep();

    /// <summary>t_k = 𝟙[e_k &gt; θ] − 𝟙[e_k &lt; −θ].</summary>
    /// <param name="errors">e, of any length.</param>
    /// <param name="threshold">θ.</param>
    /// <param name="ternary">t, as long as e; it may be e itself.</param>
    public static void Apply(ReadOnlySpan<float> errors, float threshold, Span<float> ternary)
    {
        MatrixShape.CheckLength(ternary.Length, errors.Length, "error", nameof(ternary));
        for (int k = 0; k < errors.Length; k++)
            ternary[k] = (errors[k] > threshold ? 1f : 0f) - (errors[k] < -threshold ? 1f : 0f);
    }
}
