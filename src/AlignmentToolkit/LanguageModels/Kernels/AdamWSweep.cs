using System.Numerics;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>A step of AdamW on the parameters of a piece; each number is read and written once, and its gradient cleared.</summary>
internal unsafe struct AdamWSweep : IParallelBody
{
    public AdamWPiece[] Pieces;
    public float* Values;
    public float* Gradient;
    public float* Mean;
    public float* Square;

    /// <summary>What the summed gradient is multiplied by.</summary>
    public float Scale;

    public float MeanDecay;
    public float SquareDecay;

    /// <summary>η/(1 − β₁ᵗ).</summary>
    public float Rate;

    /// <summary>1/(1 − β₂ᵗ).</summary>
    public float SquareCorrection;

    public float Epsilon;

    /// <summary>ηλ.</summary>
    public float Shrinkage;

    public readonly void Invoke(int index)
    {
        AdamWPiece piece = Pieces[index];
        float* w = Values + piece.Start, g = Gradient + piece.Start, m = Mean + piece.Start, v = Square + piece.Start;
        float kept = piece.IsDecayed ? 1 - Shrinkage : 1;
        Vector<float> keeps = new(kept), scale = new(Scale), meanDecay = new(MeanDecay), squareDecay = new(SquareDecay);
        Vector<float> meanShare = new(1 - MeanDecay), squareShare = new(1 - SquareDecay);
        Vector<float> rate = new(Rate), correction = new(SquareCorrection), epsilon = new(Epsilon);
        int i = 0;
        for (; i <= piece.Count - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> gradient = Vector.Load(g + i) * scale;
            Vector<float> mean = Vector.FusedMultiplyAdd(gradient, meanShare, meanDecay * Vector.Load(m + i));
            Vector<float> square = Vector.FusedMultiplyAdd(gradient * squareShare, gradient, squareDecay * Vector.Load(v + i));
            mean.Store(m + i);
            square.Store(v + i);
            ((keeps * Vector.Load(w + i)) - (rate * mean / (Vector.SquareRoot(correction * square) + epsilon))).Store(w + i);
            Vector<float>.Zero.Store(g + i);
        }

        // The same operations in the same order, so that where a piece ends does not change a bit.
        for (; i < piece.Count; i++)
        {
            float gradient = g[i] * Scale;
            m[i] = MathF.FusedMultiplyAdd(gradient, 1 - MeanDecay, MeanDecay * m[i]);
            v[i] = MathF.FusedMultiplyAdd(gradient * (1 - SquareDecay), gradient, SquareDecay * v[i]);
            w[i] = (kept * w[i]) - (Rate * m[i] / (MathF.Sqrt(SquareCorrection * v[i]) + Epsilon));
            g[i] = 0;
        }
    }
}
