using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>
/// Structured orthogonal random features: Re z and Im z are each s/√2 · √N H D₁ H D₂ H D₃ x, with H the orthonormal Walsh–Hadamard
/// matrix and D random signs [Yu 2016]; O(n log n), six fast transforms a block and vector.
/// </summary>
/// <remarks>
/// <para>
/// N is the power of two that is at least n; x is filled up with zeros. Where m exceeds N, further blocks with signs of their own follow
/// below. Memory: less than a byte for each input, or output if those are more.
/// </para>
/// <para>
/// A block is exactly orthogonal: Σⱼ Re zⱼ² over its N rows is ½ N s² ‖x‖². Numbers zⱼ are only approximately Gaussian, with fourth moments
/// a little too small, and kernel estimates scatter less than with independent rows.
/// </para>
/// </remarks>
public sealed class HadamardTransmission : ITransmissionMatrix
{
    private readonly StructuredBlocks _blocks;
    private readonly HadamardBlock[] _real, _imaginary;

    private HadamardTransmission(int inputSize, int outputSize, RandomStream stream, double entryVariance)
    {
        _blocks = StructuredBlocks.For(inputSize, outputSize);
        InputSize = inputSize;
        OutputSize = outputSize;
        EntryVariance = entryVariance;
        _real = Blocks("real");
        _imaginary = Blocks("imaginary");

        HadamardBlock[] Blocks(string part) =>
        [
            .. Enumerable.Range(0, _blocks.Count)
                .Select(i => new HadamardBlock(_blocks.Size, stream.Child(i).Child(part), entryVariance)),
        ];
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
    public static HadamardTransmission Draw(int inputSize, int outputSize, RandomStream stream, double entryVariance = 1)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TransmissionSize.Check(inputSize, outputSize, entryVariance);
        return new HadamardTransmission(inputSize, outputSize, stream.Child("hadamard"), entryVariance);
    }

    /// <inheritdoc/>
    public void Propagate(Matrix<float> inputs, OpticalField field)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(field);
        field.Check(this, inputs, nameof(inputs), nameof(field));
        ParallelWork.For(2 * inputs.ColumnCount * _blocks.Count, new Piece(this, inputs, field));
    }

    /// <summary>The real or the imaginary part of one block, for one example.</summary>
    private readonly struct Piece(HadamardTransmission transmission, Matrix<float> inputs, OpticalField field) : IParallelBody
    {
        public void Invoke(int index)
        {
            StructuredBlocks blocks = transmission._blocks;
            (int example, int part) = Math.DivRem(index, 2 * blocks.Count);
            int block = part / 2;
            HadamardBlock matrix = part % 2 == 0 ? transmission._real[block] : transmission._imaginary[block];
            Span<float> column = (part % 2 == 0 ? field.Real : field.Imaginary).ColumnSpan(example);
            matrix.Multiply(inputs.ColumnSpan(example), column.Slice(block * blocks.Size, blocks.Rows(block, transmission.OutputSize)));
        }
    }
}
