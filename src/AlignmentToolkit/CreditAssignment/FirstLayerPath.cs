using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>The way of an error through the projection and the first layer: F E (n_0 × B) and W_1 F E (n_1 × B).</summary>
/// <remarks>
/// Where F is a matrix and there are fewer classes than examples, W_1 F E is formed as (W_1 F) E: n_0·n_1·C multiplications for W_1 F
/// instead of n_0·n_1·B for a second pass through the first layer. W_1 X^e = A_1 + W_1 F E then costs almost nothing, and it is more exact
/// than the product, because what differs between the passes is formed as such.
/// </remarks>
internal sealed class FirstLayerPath
{
    private readonly MultilayerPerceptron _network;
    private readonly IErrorProjection _projection;
    private readonly Matrix<float>? _weightsTimesProjection;
    private readonly Matrix<float>? _projected;

    /// <summary>Allocates for a number of examples.</summary>
    public FirstLayerPath(MultilayerPerceptron network, IErrorProjection projection, int batchSize)
    {
        (_network, _projection) = (network, projection);
        if (projection.Matrix is not null && projection.InputSize < batchSize)
            _weightsTimesProjection = Matrix<float>.Build.Dense(network.Sizes[1], projection.InputSize);
        else
            _projected = Matrix<float>.Build.Dense(network.Sizes[0], batchSize);
    }

    /// <summary>F, where products with it are formed here; null where the projection forms them.</summary>
    public Matrix<float>? Matrix => _weightsTimesProjection is null ? null : _projection.Matrix;

    /// <summary>Sends an error through F. Once a mini-batch: a projection may be noisy.</summary>
    /// <param name="errors">E, C × B.</param>
    public void Begin(Matrix<float> errors)
    {
        if (_projected is not null) _projection.Project(errors, _projected);
    }

    /// <summary>X ← X + F E.</summary>
    /// <param name="errors">The E of <see cref="Begin"/>.</param>
    /// <param name="inputs">X, n_0 × B.</param>
    public void AddToInputs(Matrix<float> errors, Matrix<float> inputs)
    {
        if (_projected is not null) inputs.AddScaled(1, _projected);
        else Matrix!.MultiplyInto(errors, inputs, accumulate: true);
    }

    /// <summary>A ← W_1 F E, or A ← A + W_1 F E.</summary>
    /// <param name="errors">The E of <see cref="Begin"/>.</param>
    /// <param name="preActivations">A, n_1 × B.</param>
    /// <param name="accumulate">Whether the present values of A are added.</param>
    public void ToFirstLayer(Matrix<float> errors, Matrix<float> preActivations, bool accumulate)
    {
        if (_projected is not null)
        {
            _network.Weights[0].MultiplyInto(_projected, preActivations, accumulate);
            return;
        }

        _network.Weights[0].MultiplyInto(Matrix!, _weightsTimesProjection!);
        _weightsTimesProjection!.MultiplyInto(errors, preActivations, accumulate);
    }
}
