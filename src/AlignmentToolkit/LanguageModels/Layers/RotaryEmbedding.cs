using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Layers;

/// <summary>
/// RoPE: turns pair (i, i + d/2) of each head by the angle t θ_i, where t is the position of the token [Su 2021]. The half-split
/// convention of HuggingFace's checkpoints.
/// </summary>
/// <remarks>
/// θ_i = base^(−2i/d), i &lt; d/2; for Llama 3.1 and 3.2 slowed down as <see cref="Llama3RotaryScaling"/> says. Angles are formed in double
/// precision: at position 10⁵ a product in single precision would be off by 0.004 of a turn. The way back is a turn by the opposite angle.
/// </remarks>
public sealed unsafe class RotaryEmbedding
{
    private readonly double[] _frequencies;
    private float[] _table = [];

    /// <summary>The rotary embedding of a model.</summary>
    /// <param name="settings">Head size, base and scaling.</param>
    public RotaryEmbedding(TransformerSettings settings)
        : this(settings.HeadSize, settings.RotaryBase, settings.RotaryScaling)
    {
    }

    /// <summary>A rotary embedding.</summary>
    /// <param name="headSize">d, even.</param>
    /// <param name="rotaryBase">Base, above 1.</param>
    /// <param name="scaling">Scaling for long contexts, or null.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="headSize"/> is odd or less than 2, or the base is not above
    /// 1.</exception>
    public RotaryEmbedding(int headSize, double rotaryBase, Llama3RotaryScaling? scaling = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(headSize, 2);
        SettingRequirement.True(headSize % 2 == 0, headSize, nameof(headSize), "is even");
        SettingRequirement.True(rotaryBase > 1 && double.IsFinite(rotaryBase), rotaryBase, nameof(rotaryBase), "is above 1 and finite");
        _frequencies = new double[headSize / 2];
        for (int i = 0; i < _frequencies.Length; i++)
        {
            double frequency = Math.Pow(rotaryBase, -2.0 * i / headSize);
            _frequencies[i] = scaling is null ? frequency : Scaled(frequency, scaling);
        }
    }

    /// <summary>θ_i, radians a position: d/2 of them (<c>inv_freq</c>).</summary>
    public IReadOnlyList<double> Frequencies => _frequencies;

    /// <summary>cos(t θ_i), then sin(t θ_i), for every position up to the largest asked for: d numbers a position.</summary>
    internal ReadOnlySpan<float> Table(int largestPosition)
    {
        int size = 2 * _frequencies.Length, known = _table.Length / size;
        if (largestPosition < known) return _table;
        int count = Math.Max(largestPosition + 1, Math.Min(2 * known, largestPosition + 4096));
        float[] table = new float[checked(count * size)];
        _table.CopyTo(table, 0);
        for (int position = known; position < count; position++)
        {
            Span<float> row = table.AsSpan(position * size, size);
            for (int i = 0; i < _frequencies.Length; i++)
            {
                (double sin, double cos) = Math.SinCos(position * _frequencies[i]);
                (row[i], row[i + _frequencies.Length]) = ((float)cos, (float)sin);
            }
        }

        return _table = table;
    }

    /// <summary>Turns the heads of each column in place.</summary>
    /// <param name="values">Heads on top of each other in the first rows, one column a token.</param>
    /// <param name="headCount">How many heads are turned; rows behind them stay.</param>
    /// <param name="positions">t of each column, not negative.</param>
    /// <param name="isBackward">Whether gradients are sent back: turned the other way.</param>
    public void Apply(MatrixSpan<float> values, int headCount, ReadOnlySpan<int> positions, bool isBackward = false)
    {
        int largest = 0;
        foreach (int position in positions) largest = Math.Max(largest, position);
        ReadOnlySpan<float> table = Table(largest);
        ColumnPieces pieces = ColumnPieces.Of(values.Rows, values.Columns);
        fixed (float* start = values.Values, angles = table)
        fixed (int* places = positions)
        {
            ParallelWork.For(pieces.Count, new Rotation
            {
                Values = start,
                Stride = values.LeadingDimension,
                Table = angles,
                Positions = places,
                HalfSize = _frequencies.Length,
                HeadCount = headCount,
                Direction = isBackward ? -1 : 1,
                Pieces = pieces,
            });
        }
    }

    private static double Scaled(double frequency, Llama3RotaryScaling scaling)
    {
        double wavelength = 2 * Math.PI / frequency;
        if (wavelength < scaling.OriginalContextLength / scaling.HighFrequencyFactor) return frequency;
        if (wavelength > scaling.OriginalContextLength / scaling.LowFrequencyFactor) return frequency / scaling.Factor;
        double share = (scaling.OriginalContextLength / wavelength - scaling.LowFrequencyFactor)
            / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return ((1 - share) * frequency / scaling.Factor) + (share * frequency);
    }
}
