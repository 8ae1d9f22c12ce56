using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>Complex amplitudes at the camera, one example in each column: Z = Re + i Im, m × B.</summary>
public sealed class OpticalField
{
    /// <summary>A dark field.</summary>
    /// <param name="outputSize">m, pixels of the camera, at least 1.</param>
    /// <param name="batchSize">B, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    public OpticalField(int outputSize, int batchSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Real = Matrix<float>.Build.Dense(outputSize, batchSize);
        Imaginary = Matrix<float>.Build.Dense(outputSize, batchSize);
    }

    /// <summary>A field over matrices that exist already; nothing is copied.</summary>
    /// <param name="real">Re, dense.</param>
    /// <param name="imaginary">Im, dense, of the same shape and in memory of its own.</param>
    /// <exception cref="ArgumentException">The shapes differ, a matrix is not dense, or the two are one.</exception>
    public OpticalField(Matrix<float> real, Matrix<float> imaginary)
    {
        MatrixShape.CheckDestination(imaginary.RowCount, imaginary.ColumnCount, real.RowCount, real.ColumnCount, nameof(imaginary));
        if (real.Values().Overlaps(imaginary.Values()))
            throw new ArgumentException("Real and imaginary parts share memory.", nameof(imaginary));
        Real = real;
        Imaginary = imaginary;
    }

    /// <summary>m.</summary>
    public int OutputSize => Real.RowCount;

    /// <summary>B.</summary>
    public int BatchSize => Real.ColumnCount;

    /// <summary>Re Z.</summary>
    public Matrix<float> Real { get; }

    /// <summary>Im Z.</summary>
    public Matrix<float> Imaginary { get; }

    /// <summary>The amplitude at one pixel for one example.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public Complex32 this[int pixel, int example] => new(Real[pixel, example], Imaginary[pixel, example]);

    /// <summary>I = |Z|², what a camera without noise sees.</summary>
    /// <param name="intensities">I, m × B, overwritten. It may be <see cref="Real"/> or <see cref="Imaginary"/>.</param>
    /// <exception cref="ArgumentException">The shape is not m × B or the matrix is not dense.</exception>
    public void IntensitiesInto(Matrix<float> intensities)
    {
        MatrixShape.CheckDestination(intensities.RowCount, intensities.ColumnCount, OutputSize, BatchSize, nameof(intensities));
        Span<float> squares = intensities.Values();
        ReadOnlySpan<float> real = Real.Values(), imaginary = Imaginary.Values();
        const int pixels = 1024;
        Span<float> sums = stackalloc float[pixels];
        for (int i = 0; i < squares.Length; i += pixels)
        {
            int count = Math.Min(pixels, squares.Length - i);
            Span<float> piece = sums[..count];
            TensorPrimitives.Multiply(real.Slice(i, count), real.Slice(i, count), piece);
            TensorPrimitives.MultiplyAddEstimate(imaginary.Slice(i, count), imaginary.Slice(i, count), piece, squares.Slice(i, count));
        }
    }

    /// <summary>Checks that this is the field of a transmission matrix for a batch of inputs.</summary>
    internal void Check(ITransmissionMatrix transmission, Matrix<float> inputs, string inputsName, string fieldName)
    {
        if (inputs.RowCount != transmission.InputSize)
        {
            throw new ArgumentException(
                $"The matrix takes {transmission.InputSize} inputs; '{inputsName}' has {inputs.RowCount} rows.", inputsName);
        }

        MatrixShape.CheckDestination(OutputSize, BatchSize, transmission.OutputSize, inputs.ColumnCount, fieldName);
    }
}
