using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Encodings;

/// <summary>
/// Positive and negative part of x, each quantised to P bits of its largest value M±, one frame for each bit and sign:
/// x̂ = α₊ Σᵢ 2⁻ⁱ b⁺ᵢ − α₋ Σᵢ 2⁻ⁱ b⁻ᵢ, i = 0 the most significant bit, α± = M±/(2(1 − 2⁻ᴾ)).
/// </summary>
/// <remarks>
/// <para>|x − x̂| ≤ M±/(2(2ᴾ − 1)): the largest value is exact, zero is zero.</para>
/// <para>
/// Noise of variance v in the projection of a frame becomes α²v(1 − 4⁻ᴾ)/(1 − ¼) &lt; 4/3 α²v for each sign, hardly more than that of the
/// first bit alone.
/// </para>
/// </remarks>
public sealed record BitPlaneEncoding : IInputEncoding
{
    /// <summary>An encoding.</summary>
    /// <param name="bits">P, from 1 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">P is out of its range.</exception>
    public BitPlaneEncoding(int bits = 6)
    {
        if (bits is < 1 or > 16) throw new ArgumentOutOfRangeException(nameof(bits), bits, "1 to 16 bits are allowed.");
        Bits = bits;
    }

    /// <summary>P. More than 6 rarely help.</summary>
    public int Bits { get; }

    /// <summary>Whether negative numbers are shown too, in P frames of their own; else they count as 0. Default true.</summary>
    public bool IsSigned { get; init; } = true;

    /// <summary>Whether M± are those of each vector; else those of the whole batch. Default false.</summary>
    /// <remarks>
    /// With a scale for each vector the projection's noise is proportional to the vector's largest number, with one for the batch it is the
    /// same for all.
    /// </remarks>
    public bool ScalesEachInput { get; init; }

    /// <inheritdoc/>
    public int FrameCount => IsSigned ? 2 * Bits : Bits;

    /// <inheritdoc/>
    public void Encode(Matrix<float> inputs, int frame, Matrix<float> pattern, Span<float> weights)
    {
        EncodingShapes.Check(this, inputs, frame, pattern, weights);
        float sign = frame < Bits ? 1 : -1;
        int bit = frame % Bits;
        float ofBatch = ScalesEachInput ? 0 : Largest(inputs.Values(), sign);
        for (int input = 0; input < inputs.ColumnCount; input++)
        {
            ReadOnlySpan<float> values = inputs.ColumnSpan(input);
            float largest = ScalesEachInput ? Largest(values, sign) : ofBatch;
            EncodeBit(values, sign, largest, bit, pattern.ColumnSpan(input));
            weights[input] = sign * WeightOf(largest, bit);
        }
    }

    /// <summary>x̂, what the frames stand for.</summary>
    /// <param name="inputs">X, n × B.</param>
    /// <returns>X̂ in fresh memory.</returns>
    public Matrix<float> Quantise(Matrix<float> inputs)
    {
        Matrix<float> sum = Matrix<float>.Build.Dense(inputs.RowCount, inputs.ColumnCount), pattern = sum.Clone();
        float[] weights = new float[inputs.ColumnCount];
        for (int frame = 0; frame < FrameCount; frame++)
        {
            Encode(inputs, frame, pattern, weights);
            for (int input = 0; input < weights.Length; input++)
            {
                Span<float> column = sum.ColumnSpan(input);
                TensorPrimitives.MultiplyAdd(pattern.ColumnSpan(input), weights[input], column, column);
            }
        }

        return sum;
    }

    private static float Largest(ReadOnlySpan<float> values, float sign) =>
        Math.Max(0, sign > 0 ? TensorPrimitives.Max(values) : -TensorPrimitives.Min(values));

    private float WeightOf(float largest, int bit) =>
        (float)(largest / (2 * (1 - Math.ScaleB(1, -Bits))) * Math.ScaleB(1, -bit));

    private void EncodeBit(ReadOnlySpan<float> values, float sign, float largest, int bit, Span<float> pixels)
    {
        if (largest <= 0)
        {
            pixels.Clear();
            return;
        }

        // x̂ = M q/(2ᴾ − 1) for the whole number q of P bits.
        double scale = ((1 << Bits) - 1) / (double)largest;
        int shift = Bits - 1 - bit;
        for (int i = 0; i < values.Length; i++)
        {
            int quantised = (int)Math.Round(Math.Max(0, sign * values[i]) * scale);
            pixels[i] = (quantised >> shift) & 1;
        }
    }
}
