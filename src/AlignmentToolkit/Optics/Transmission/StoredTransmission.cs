using AlignmentToolkit.Numerics;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>A transmission matrix kept in memory, 8 bytes an entry: m n of them, and two real matrix products for each batch.</summary>
/// <example>
/// <code>
/// var transmission = StoredTransmission.Draw(784, 2000, RandomStream.From("opu"), entryVariance: 2.0 / 784);
/// var field = new OpticalField(2000, images.ColumnCount);
/// transmission.Propagate(images, field);
/// field.IntensitiesInto(intensities);
/// </code>
/// </example>
public sealed class StoredTransmission : ITransmissionMatrix
{
    /// <summary>A matrix that is known already, say a measured one.</summary>
    /// <param name="real">Re R, m × n, dense. It is kept, not copied.</param>
    /// <param name="imaginary">Im R, m × n, dense.</param>
    /// <param name="entryVariance">s², at least 0 and finite; left out, the mean of |rⱼₖ|².</param>
    /// <exception cref="ArgumentException">The shapes differ or a matrix is not dense.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="entryVariance"/> is negative or not finite.</exception>
    public StoredTransmission(Matrix<float> real, Matrix<float> imaginary, double? entryVariance = null)
    {
        MatrixShape.CheckDestination(imaginary.RowCount, imaginary.ColumnCount, real.RowCount, real.ColumnCount, nameof(imaginary));
        EntryVariance = entryVariance ?? MeanSquare(real.Values(), imaginary.Values());
        TransmissionSize.CheckVariance(EntryVariance, nameof(entryVariance));
        Real = real;
        Imaginary = imaginary;
    }

    /// <inheritdoc/>
    public int InputSize => Real.ColumnCount;

    /// <inheritdoc/>
    public int OutputSize => Real.RowCount;

    /// <inheritdoc/>
    public double EntryVariance { get; }

    /// <summary>Re R, m × n.</summary>
    public Matrix<float> Real { get; }

    /// <summary>Im R, m × n.</summary>
    public Matrix<float> Imaginary { get; }

    /// <summary>Draws a matrix; the same stream gives the same entries as <see cref="ImplicitTransmission.Draw"/>.</summary>
    /// <param name="inputSize">n, at least 1.</param>
    /// <param name="outputSize">m, at least 1; m n is less than 2³¹.</param>
    /// <param name="stream">Names the matrix. Nothing is taken from the stream itself.</param>
    /// <param name="entryVariance">s² = E|rⱼₖ|², at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static StoredTransmission Draw(int inputSize, int outputSize, RandomStream stream, double entryVariance = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TransmissionSize.Check(inputSize, outputSize, entryVariance);
        if ((long)inputSize * outputSize > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(outputSize), outputSize,
                $"{outputSize} × {inputSize} entries do not fit into one array; an {nameof(ImplicitTransmission)} does not store them.");
        }

        Matrix<float> real = Matrix<float>.Build.Dense(outputSize, inputSize), imaginary = Matrix<float>.Build.Dense(outputSize, inputSize);
        StoredEntries.Fill(GaussianEntries.Of(stream, entryVariance), real, imaginary);
        return new StoredTransmission(real, imaginary, entryVariance);
    }

    /// <summary>rⱼₖ.</summary>
    /// <param name="row">j, a pixel of the camera.</param>
    /// <param name="column">k, a pixel of the modulator.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Complex32 Entry(int row, int column) => new(Real[row, column], Imaginary[row, column]);

    /// <inheritdoc/>
    public void Propagate(Matrix<float> inputs, OpticalField field)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(field);
        field.Check(this, inputs, nameof(inputs), nameof(field));
        Real.MultiplyInto(inputs, field.Real);
        Imaginary.MultiplyInto(inputs, field.Imaginary);
    }

    private static double MeanSquare(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary)
    {
        double sum = 0;
        for (int i = 0; i < real.Length; i++) sum += ((double)real[i] * real[i]) + ((double)imaginary[i] * imaginary[i]);
        return sum / real.Length;
    }
}
