using System.Numerics;
using System.Runtime.CompilerServices;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>SwiGLU's product of the columns of a piece.</summary>
internal unsafe struct GateForward : IParallelBody
{
    public float* GateAndUp;
    public float* Product;
    public int Size;
    public ColumnPieces Pieces;

    public readonly void Invoke(int index)
    {
        for (int column = Pieces.First(index); column < Pieces.End(index); column++)
        {
            float* gate = GateAndUp + (2 * (nint)Size * column);
            Apply(gate, gate + Size, Product + ((nint)Size * column), Size);
        }
    }

    /// <summary>m ← g σ(g) ⊙ u for one token; m may be g.</summary>
    public static void Apply(float* gate, float* up, float* product, int size)
    {
        int i = 0;
        for (; i <= size - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> g = Vector.Load(gate + i);
            (g * Logistic(g) * Vector.Load(up + i)).Store(product + i);
        }

        for (; i < size; i++) product[i] = gate[i] * Logistic(new Vector<float>(gate[i]))[0] * up[i];
    }

    /// <summary>σ(x) = 1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Logistic(Vector<float> x) => Vector<float>.One / (Vector<float>.One + VectorExponential.Of(-x));
}
