using System.Numerics;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>The way back through RMSNorm for the columns of a piece.</summary>
internal unsafe struct NormBackward : IParallelBody
{
    public float* X;
    public float* OutputGradient;

    /// <summary>Added to.</summary>
    public float* InputGradient;

    public float* Weight;
    public float* Scales;
    public int Rows;
    public ColumnPieces Pieces;

    /// <summary>Share of each piece in the gradient of the weights.</summary>
    public float* Parts;

    public readonly void Invoke(int index)
    {
        float* part = Parts + ((nint)index * Rows);
        new Span<float>(part, Rows).Clear();
        for (int column = Pieces.First(index); column < Pieces.End(index); column++)
        {
            nint start = (nint)column * Rows;
            Apply(X + start, OutputGradient + start, InputGradient + start, Scales[column], part);
        }
    }

    private readonly void Apply(float* x, float* dy, float* dx, float scale, float* part)
    {
        float common = scale * scale * scale * WeightedProduct(x, dy) / Rows;
        Vector<float> scales = new(scale), commons = new(-common);
        int i = 0;
        for (; i <= Rows - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> input = Vector.Load(x + i), scaled = Vector.Load(dy + i) * scales;
            Vector.FusedMultiplyAdd(scaled, input, Vector.Load(part + i)).Store(part + i);
            Vector<float> sum = Vector.FusedMultiplyAdd(scaled, Vector.Load(Weight + i), Vector.Load(dx + i));
            Vector.FusedMultiplyAdd(input, commons, sum).Store(dx + i);
        }

        for (; i < Rows; i++)
        {
            part[i] += dy[i] * scale * x[i];
            dx[i] += (dy[i] * scale * Weight[i]) - (x[i] * common);
        }
    }

    // ⟨w ⊙ δ, x⟩.
    private readonly float WeightedProduct(float* x, float* dy)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= Rows - Vector<float>.Count; i += Vector<float>.Count)
            sums = Vector.FusedMultiplyAdd(Vector.Load(x + i) * Vector.Load(dy + i), Vector.Load(Weight + i), sums);
        float sum = Vector.Sum(sums);
        for (; i < Rows; i++) sum += x[i] * dy[i] * Weight[i];
        return sum;
    }
}
