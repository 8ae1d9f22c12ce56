using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>RMSNorm of the columns of a piece.</summary>
internal unsafe struct NormForward : IParallelBody
{
    public float* X;
    public float* Y;
    public float* Weight;

    /// <summary>ρ of each column, kept for the way back.</summary>
    public float* Scales;

    public int Rows;
    public float Epsilon;
    public ColumnPieces Pieces;

    public readonly void Invoke(int index)
    {
        for (int column = Pieces.First(index); column < Pieces.End(index); column++)
        {
            nint start = (nint)column * Rows;
            Scales[column] = Apply(X + start, Weight, Y + start, Rows, Epsilon);
        }
    }

    /// <summary>y ← w ⊙ x ρ for one token; returns ρ.</summary>
    public static float Apply(float* x, float* weight, float* y, int size, float epsilon)
    {
        float scale = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares(new ReadOnlySpan<float>(x, size)) / size) + epsilon);
        Vector<float> scales = new(scale);
        int i = 0;
        for (; i <= size - Vector<float>.Count; i += Vector<float>.Count)
            (Vector.Load(x + i) * scales * Vector.Load(weight + i)).Store(y + i);
        for (; i < size; i++) y[i] = x[i] * scale * weight[i];
        return scale;
    }
}
