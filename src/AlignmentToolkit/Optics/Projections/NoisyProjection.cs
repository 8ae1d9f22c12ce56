using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Projections;

/// <summary>Adds Gaussian noise to a projection: B e + g, g ~ N(0, σ² I), fresh for each example and each step.</summary>
/// <remarks>
/// This is the model of an optical processor's noise: shot noise of a camera, made additive, independent of the signal and nearly Gaussian
/// by a strong reference beam. Within a step the noise of the i-th example of a mini-batch stays the same, however often it is asked for.
/// [Ohana 2021]
/// </remarks>
public sealed class NoisyProjection : IErrorProjection
{
    private readonly IErrorProjection _inner;
    private readonly NoiseSource _source;
    private float[] _noise = [];
    private int _drawn;
    private long _step;

    private NoisyProjection(IErrorProjection inner, NoiseSource source)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(source);
        (_inner, _source) = (inner, source);
        _source.BeginStep(0);
    }

    /// <summary>σ where it is fixed, else null.</summary>
    public float? StandardDeviation { get; private init; }

    /// <summary>The ratio that σ follows, else null.</summary>
    public float? SignalToNoise { get; private init; }

    /// <inheritdoc/>
    public int OutputSize => _inner.OutputSize;

    /// <inheritdoc/>
    public int InputSize => _inner.InputSize;

    /// <summary>None: noise is no product, unless there is none of it.</summary>
    public Matrix<float>? Matrix => StandardDeviation == 0 ? _inner.Matrix : null;

    /// <summary>Noise of a fixed deviation, as an accountant needs it.</summary>
    /// <param name="inner">B.</param>
    /// <param name="source">Used by this projection alone.</param>
    /// <param name="standardDeviation">σ of each number, finite and at least 0. The noise of n numbers has length σ√n or so.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    public static NoisyProjection WithDeviation(IErrorProjection inner, NoiseSource source, float standardDeviation)
    {
        Require.FiniteAndNotNegative(standardDeviation);
        return new NoisyProjection(inner, source) { StandardDeviation = standardDeviation };
    }

    /// <summary>
    /// Noise that follows the signal: σ is the root mean square of B E over the whole mini-batch, divided by a ratio. Examples with small
    /// errors drown in it.
    /// </summary>
    /// <remarks>The deviation depends on the data, so nothing private comes of it.</remarks>
    /// <param name="inner">B.</param>
    /// <param name="source">Used by this projection alone.</param>
    /// <param name="ratio">Signal to noise, greater than 0; infinity is no noise.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is out of its range.</exception>
    public static NoisyProjection WithSignalToNoise(IErrorProjection inner, NoiseSource source, float ratio)
    {
        if (!(ratio > 0)) throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The signal-to-noise ratio must be greater than 0.");
        return new NoisyProjection(inner, source) { SignalToNoise = ratio };
    }

    /// <summary>False where the noise follows the signal of the whole mini-batch.</summary>
    public bool IsPerExample => SignalToNoise is null && _inner.IsPerExample;

    /// <inheritdoc/>
    public void Project(Matrix<float> errors, Matrix<float> signals)
    {
        _inner.Project(errors, signals);
        Span<float> values = signals.Values();
        float deviation = StandardDeviation ?? RootMeanSquare(values) / SignalToNoise!.Value;

        // Adding nothing would still turn −0 into 0.
        if (deviation != 0) TensorPrimitives.MultiplyAdd(Noise(values.Length), deviation, values, values);
    }

    /// <inheritdoc/>
    public void EndStep()
    {
        _inner.EndStep();
        _source.BeginStep(++_step);
        _drawn = 0;
    }

    private static float RootMeanSquare(ReadOnlySpan<float> values) =>
        values.IsEmpty ? 0 : MathF.Sqrt(TensorPrimitives.SumOfSquares(values) / values.Length);

    /// <summary>Standard normal numbers of this step; those already drawn stay.</summary>
    private ReadOnlySpan<float> Noise(int count)
    {
        if (_noise.Length < count) Array.Resize(ref _noise, count);
        if (_drawn < count)
        {
            _source.FillNormal(_noise.AsSpan(_drawn, count - _drawn));
            _drawn = count;
        }

        return _noise.AsSpan(0, count);
    }
}
