using AlignmentToolkit.Numerics;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>A transmission matrix that is never stored: entries are made where the product needs them, and forgotten.</summary>
/// <remarks>
/// Memory does not depend on m n, and the result is bit for bit that of <see cref="StoredTransmission"/> for the same stream, whatever the
/// number of threads. Making an entry costs as much as using it some dozens of times, so hand over large batches.
/// </remarks>
public sealed class ImplicitTransmission : ITransmissionMatrix
{
    private readonly GaussianEntries _entries;

    private ImplicitTransmission(int inputSize, int outputSize, GaussianEntries entries)
    {
        InputSize = inputSize;
        OutputSize = outputSize;
        _entries = entries;
    }

    /// <inheritdoc/>
    public int InputSize { get; }

    /// <inheritdoc/>
    public int OutputSize { get; }

    /// <inheritdoc/>
    public double EntryVariance => _entries.Variance;

    /// <summary>Names a matrix; the same stream gives the same entries as <see cref="StoredTransmission.Draw"/>.</summary>
    /// <param name="inputSize">n, at least 1.</param>
    /// <param name="outputSize">m, at least 1.</param>
    /// <param name="stream">Names the matrix. Nothing is taken from the stream itself.</param>
    /// <param name="entryVariance">s² = E|rⱼₖ|², at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static ImplicitTransmission Draw(int inputSize, int outputSize, RandomStream stream, double entryVariance = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TransmissionSize.Check(inputSize, outputSize, entryVariance);
        return new ImplicitTransmission(inputSize, outputSize, GaussianEntries.Of(stream, entryVariance));
    }

    /// <summary>rⱼₖ.</summary>
    /// <param name="row">j, a pixel of the camera.</param>
    /// <param name="column">k, a pixel of the modulator.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Complex32 Entry(int row, int column)
    {
        MatrixShape.CheckElement(row, column, OutputSize, InputSize);
        return _entries.At(row, column);
    }

    /// <inheritdoc/>
    public void Propagate(Matrix<float> inputs, OpticalField field)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(field);
        field.Check(this, inputs, nameof(inputs), nameof(field));
        ImplicitProduct.Run(_entries, OutputSize, inputs, field);
    }
}
