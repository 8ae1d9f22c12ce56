using System.Numerics;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>The rotary embedding of the columns of a piece.</summary>
internal unsafe struct Rotation : IParallelBody
{
    public float* Values;
    public nint Stride;

    /// <summary>Cosines, then sines, of each position.</summary>
    public float* Table;

    public int* Positions;
    public int HalfSize;
    public int HeadCount;

    /// <summary>1, or −1 to turn back.</summary>
    public float Direction;

    public ColumnPieces Pieces;

    public readonly void Invoke(int index)
    {
        for (int column = Pieces.First(index); column < Pieces.End(index); column++)
        {
            float* angles = Table + (2 * (nint)HalfSize * Positions[column]);
            for (int head = 0; head < HeadCount; head++)
                Apply(Values + (column * Stride) + (2 * (nint)HalfSize * head), angles, HalfSize, Direction);
        }
    }

    /// <summary>(a, b) ← (a cos − b sin, b cos + a sin) for the pairs of one head.</summary>
    public static void Apply(float* head, float* angles, int half, float direction)
    {
        float* second = head + half, sines = angles + half;
        Vector<float> directions = new(direction);
        int i = 0;
        for (; i <= half - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> a = Vector.Load(head + i), b = Vector.Load(second + i);
            Vector<float> cos = Vector.Load(angles + i), sin = Vector.Load(sines + i) * directions;
            ((a * cos) - (b * sin)).Store(head + i);
            ((b * cos) + (a * sin)).Store(second + i);
        }

        for (; i < half; i++)
        {
            (float a, float b, float sin) = (head[i], second[i], sines[i] * direction);
            head[i] = (a * angles[i]) - (b * sin);
            second[i] = (b * angles[i]) + (a * sin);
        }
    }
}
