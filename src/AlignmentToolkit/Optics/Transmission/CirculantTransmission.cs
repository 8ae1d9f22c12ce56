using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>
/// A partial circulant matrix: z = C D x with C circulant, of complex Gaussian numbers, and D of random signs; O(n log n) by Fourier
/// transforms.
/// </summary>
/// <remarks>
/// <para>
/// With N the power of two that is at least n, rⱼₖ = c₍ⱼ₋ₖ₎ mod N dₖ, where the N numbers c are circular complex Gaussian of variance s².
/// Where m exceeds N, further blocks with c and D of their own follow below. Memory: 16 bytes for each input, or output if those are more.
/// </para>
/// <para>
/// Each zⱼ has exactly the law of the dense matrix, a circular complex Gaussian of variance s² ‖x‖², so means over the matrix, such as
/// kernel estimates, are unbiased; but different zⱼ are not independent, and averages over one matrix scatter more.
/// </para>
/// </remarks>
public sealed class CirculantTransmission : ITransmissionMatrix
{
    private readonly StructuredBlocks _blocks;
    private readonly CirculantBlock[] _circulants;
    private readonly RealFourierTransform<float> _transform;

    private CirculantTransmission(int inputSize, int outputSize, RandomStream stream, double entryVariance)
    {
        _blocks = StructuredBlocks.For(inputSize, outputSize);
        InputSize = inputSize;
        OutputSize = outputSize;
        EntryVariance = entryVariance;
        _transform = new RealFourierTransform<float>(_blocks.Size);
        _circulants = [.. Enumerable.Range(0, _blocks.Count).Select(i => new CirculantBlock(_transform, stream.Child(i), entryVariance))];
    }

    /// <inheritdoc/>
    public int InputSize { get; }

    /// <inheritdoc/>
    public int OutputSize { get; }

    /// <inheritdoc/>
    public double EntryVariance { get; }

    /// <summary>Draws a matrix.</summary>
    /// <param name="inputSize">n, from 1 to 2²⁷; any number, not only powers of two.</param>
    /// <param name="outputSize">m, at least 1.</param>
    /// <param name="stream">Names the matrix. Nothing is taken from the stream itself.</param>
    /// <param name="entryVariance">s² = E|rⱼₖ|², at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static CirculantTransmission Draw(int inputSize, int outputSize, RandomStream stream, double entryVariance = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TransmissionSize.Check(inputSize, outputSize, entryVariance);
        return new CirculantTransmission(inputSize, outputSize, stream.Child("circulant"), entryVariance);
    }

    /// <inheritdoc/>
    public void Propagate(Matrix<float> inputs, OpticalField field)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(field);
        field.Check(this, inputs, nameof(inputs), nameof(field));
        ParallelWork.For(inputs.ColumnCount * _blocks.Count, new Piece(this, inputs, field));
    }

    /// <summary>One block of the matrix and one example.</summary>
    private readonly struct Piece(CirculantTransmission transmission, Matrix<float> inputs, OpticalField field) : IParallelBody
    {
        public void Invoke(int index)
        {
            StructuredBlocks blocks = transmission._blocks;
            (int example, int block) = Math.DivRem(index, blocks.Count);
            int row = block * blocks.Size, rows = blocks.Rows(block, transmission.OutputSize);
            transmission._circulants[block].Multiply(
                transmission._transform, inputs.ColumnSpan(example),
                field.Real.ColumnSpan(example).Slice(row, rows), field.Imaginary.ColumnSpan(example).Slice(row, rows));
        }
    }
}
