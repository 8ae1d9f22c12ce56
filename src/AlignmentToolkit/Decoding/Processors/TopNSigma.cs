using System.Buffers;
using System.Globalization;
using System.Numerics.Tensors;

using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Keeps the tokens within n standard deviations of the likeliest: zᵢ ≥ maxⱼ zⱼ − n σ [Tang 2024].</summary>
/// <remarks>σ is the population standard deviation of the logits that are left.</remarks>
public sealed class TopNSigma : ILogitsProcessor
{
    private readonly double _count;

    /// <summary>Keeps tokens near the likeliest.</summary>
    /// <param name="count">n, finite and greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not finite and greater than 0.</exception>
    public TopNSigma(double count)
    {
        Demand.FiniteAndPositive(count);
        _count = count;
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"top {_count} sigma");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        float largest = LogitRow.Largest(logits);
        Row.KeepAtLeast(logits, Row.AtLeast(largest - (_count * StandardDeviation(logits))));
    }

    private static double StandardDeviation(ReadOnlySpan<float> logits)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(logits.Length);
        double[] wide = ArrayPool<double>.Shared.Rent(logits.Length);
        ReadOnlySpan<float> survivors = Row.Survivors(logits, rented);
        Span<double> values = wide.AsSpan(0, survivors.Length);
        TensorPrimitives.ConvertTruncating(survivors, values);
        TensorPrimitives.Subtract(values, TensorPrimitives.Sum<double>(values) / values.Length, values);
        double variance = TensorPrimitives.SumOfSquares<double>(values) / values.Length;
        ArrayPool<double>.Shared.Return(wide);
        ArrayPool<float>.Shared.Return(rented);
        return Math.Sqrt(variance);
    }
}
