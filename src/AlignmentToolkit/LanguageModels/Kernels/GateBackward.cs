using System.Numerics;
using System.Runtime.CompilerServices;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>The way back through SwiGLU's product for the columns of a piece.</summary>
internal unsafe struct GateBackward : IParallelBody
{
    public float* GateAndUp;
    public float* OutputGradient;
    public float* InputGradient;
    public int Size;
    public ColumnPieces Pieces;

    public readonly void Invoke(int index)
    {
        for (int column = Pieces.First(index); column < Pieces.End(index); column++)
        {
            nint start = 2 * (nint)Size * column;
            Apply(GateAndUp + start, OutputGradient + ((nint)Size * column), InputGradient + start);
        }
    }

    private readonly void Apply(float* gate, float* dm, float* gradient)
    {
        float* up = gate + Size, upGradient = gradient + Size;
        int i = 0;
        for (; i <= Size - Vector<float>.Count; i += Vector<float>.Count)
        {
            (Vector<float> dg, Vector<float> du) = Of(Vector.Load(gate + i), Vector.Load(up + i), Vector.Load(dm + i));
            dg.Store(gradient + i);
            du.Store(upGradient + i);
        }

        for (; i < Size; i++)
        {
            (Vector<float> dg, Vector<float> du) = Of(new(gate[i]), new(up[i]), new(dm[i]));
            (gradient[i], upGradient[i]) = (dg[0], du[0]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector<float> Gate, Vector<float> Up) Of(Vector<float> g, Vector<float> u, Vector<float> delta)
    {
        Vector<float> s = GateForward.Logistic(g);
        Vector<float> swish = g * s;

        // σ(g)(1 + g(1 − σ(g))) = σ(g) + gσ(g)(1 − σ(g)).
        Vector<float> slope = Vector.FusedMultiplyAdd(swish, Vector<float>.One - s, s);
        return (delta * u * slope, delta * swish);
    }
}
