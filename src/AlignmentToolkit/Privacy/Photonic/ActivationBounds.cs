using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>
/// Bounded activations: h ← clip_{τ_max/√n}(h + τ_min/√n) for each of the n numbers of a layer, so that ‖h‖₂ ≤ τ_max.
/// </summary>
/// <remarks>
/// The offset keeps numbers away from 0 only where they were not negative before: tanh units cross 0 whatever is added. It takes the place
/// of a network's normalisation. [Ohana 2021]
/// </remarks>
public sealed class ActivationBounds : ActivationNormalisation
{
    /// <summary>Makes the bounds.</summary>
    /// <param name="ceiling">τ_h^max, greater than 0; ∞ clips nothing.</param>
    /// <param name="offset">τ_h^min, finite, at least 0 and not above the ceiling.</param>
    /// <param name="saturated">What reaches a unit whose activation was clipped.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
    public ActivationBounds(float ceiling, float offset = 0, SaturatedUnits saturated = SaturatedUnits.Learn)
    {
        if (!(ceiling > 0)) throw new ArgumentOutOfRangeException(nameof(ceiling), ceiling, "The ceiling must be greater than 0.");
        Require.FiniteAndNotNegative(offset);
        if (offset > ceiling)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The offset must not be above the ceiling {ceiling}.");
        (Ceiling, Offset, Saturated) = (ceiling, offset, saturated);
    }

    /// <summary>τ_h^max.</summary>
    public float Ceiling { get; }

    /// <summary>τ_h^min.</summary>
    public float Offset { get; }

    /// <summary>What reaches a unit whose activation was clipped.</summary>
    public SaturatedUnits Saturated { get; }

    /// <inheritdoc/>
    public override string Name => "bounds";

    /// <summary>Bounds the inputs of examples as it bounds activations: the first layer's columns need it too.</summary>
    /// <param name="examples">Not changed.</param>
    /// <returns>Bounded inputs in memory of their own, with the same labels.</returns>
    public LabelledExamples Bound(LabelledExamples examples)
    {
        Matrix<float> inputs = examples.Inputs.Clone();
        Bound(inputs);
        return new LabelledExamples(inputs, examples.Labels, examples.ClassCount);
    }

    /// <inheritdoc/>
    public override void Apply(Matrix<float> activations, Span<float> norms)
    {
        norms.Fill(1);
        Bound(activations);
    }

    /// <inheritdoc/>
    public override void MultiplyByJacobian(Matrix<float> activations, ReadOnlySpan<float> norms, Matrix<float> signal)
    {
        if (Saturated == SaturatedUnits.Learn || float.IsInfinity(Ceiling)) return;
        float limit = LimitOf(activations.RowCount);
        ReadOnlySpan<float> h = activations.Values();
        Span<float> delta = signal.Values();
        for (int i = 0; i < delta.Length; i++)
            if (MathF.Abs(h[i]) >= limit) delta[i] = 0;
    }

    private void Bound(Matrix<float> matrix)
    {
        Span<float> values = matrix.Values();
        if (Offset > 0) TensorPrimitives.Add(values, Offset / MathF.Sqrt(matrix.RowCount), values);
        if (float.IsInfinity(Ceiling)) return;
        float limit = LimitOf(matrix.RowCount);

        // What is not a number stays so: a run that diverges shall end as such.
        TensorPrimitives.Clamp(values, -limit, limit, values);
    }

    private float LimitOf(int units) => Ceiling / MathF.Sqrt(units);
}
