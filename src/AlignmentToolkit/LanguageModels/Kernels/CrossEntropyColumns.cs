using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Cross-entropy and its gradient for the columns of a piece.</summary>
internal unsafe struct CrossEntropyColumns : IParallelBody
{
    public float* Logits;
    public float* Gradient;
    public int Rows;
    public int* Targets;
    public float* Weights;
    public ColumnPieces Pieces;

    /// <summary>Sum of each piece.</summary>
    public double* Sums;

    public readonly void Invoke(int index)
    {
        double sum = 0;
        for (int column = Pieces.First(index); column < Pieces.End(index); column++)
        {
            nint start = (nint)column * Rows;
            if (Weights[column] == 0) new Span<float>(Gradient + start, Rows).Clear();
            else sum += Weights[column] * Evaluate(Logits + start, Gradient + start, Targets[column], Weights[column]);
        }

        Sums[index] = sum;
    }

    private readonly double Evaluate(float* logits, float* gradient, int target, float weight)
    {
        float largest = TensorPrimitives.Max(new ReadOnlySpan<float>(logits, Rows));
        Vector<float> largests = new(largest), sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= Rows - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> e = VectorExponential.Of(Vector.Load(logits + i) - largests);
            e.Store(gradient + i);
            sums += e;
        }

        double sum = Vector.Sum(sums);
        for (; i < Rows; i++)
        {
            gradient[i] = VectorExponential.Of(new Vector<float>(logits[i] - largest))[0];
            sum += gradient[i];
        }

        Span<float> column = new(gradient, Rows);
        TensorPrimitives.Multiply(column, (float)(weight / sum), column);
        gradient[target] -= weight;
        return largest + Math.Log(sum) - logits[target];
    }
}
