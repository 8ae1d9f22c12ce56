using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>m ← β₁m + (1−β₁)s·g, v ← β₂v + (1−β₂)(s·g)², w ← w − r·m/(√(c·v) + ε) in one sweep.</summary>
internal readonly struct AdamStep : IParameterStep
{
    /// <summary>w, column by column.</summary>
    public required float[] Weights { get; init; }

    /// <summary>m, as long as w.</summary>
    public required float[] Mean { get; init; }

    /// <summary>v, as long as w.</summary>
    public required float[] Square { get; init; }

    /// <summary>s.</summary>
    public required float Scale { get; init; }

    /// <summary>β₁.</summary>
    public required float MeanDecay { get; init; }

    /// <summary>β₂.</summary>
    public required float SquareDecay { get; init; }

    /// <summary>r = η/(1 − β₁ᵗ).</summary>
    public required float Rate { get; init; }

    /// <summary>c = 1/(1 − β₂ᵗ).</summary>
    public required float SquareCorrection { get; init; }

    /// <summary>ε.</summary>
    public required float Epsilon { get; init; }

    public void Apply(ReadOnlySpan<float> gradient, int start)
    {
        Span<float> weights = Weights.AsSpan(start, gradient.Length);
        Span<float> means = Mean.AsSpan(start, gradient.Length);
        Span<float> squares = Square.AsSpan(start, gradient.Length);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights)[..g.Length];
        Span<Vector<float>> m = MemoryMarshal.Cast<float, Vector<float>>(means)[..g.Length];
        Span<Vector<float>> v = MemoryMarshal.Cast<float, Vector<float>>(squares)[..g.Length];
        Vector<float> meanDecay = new(MeanDecay), squareDecay = new(SquareDecay), epsilon = new(Epsilon);
        Vector<float> meanShare = new((1 - MeanDecay) * Scale), squareShare = new((1 - SquareDecay) * Scale * Scale);
        Vector<float> correction = new(SquareCorrection), rate = new(Rate);
        for (int i = 0; i < g.Length; i++)
        {
            m[i] = Vector.FusedMultiplyAdd(g[i], meanShare, meanDecay * m[i]);
            v[i] = Vector.FusedMultiplyAdd(g[i] * squareShare, g[i], squareDecay * v[i]);
            w[i] -= rate * m[i] / (Vector.SquareRoot(correction * v[i]) + epsilon);
        }

        // The same operations in the same order, so that where a piece ends does not change a bit.
        for (int i = g.Length * Vector<float>.Count; i < gradient.Length; i++)
        {
            means[i] = MathF.FusedMultiplyAdd(gradient[i], (1 - MeanDecay) * Scale, MeanDecay * means[i]);
            squares[i] = MathF.FusedMultiplyAdd(
                gradient[i] * ((1 - SquareDecay) * Scale * Scale), gradient[i], SquareDecay * squares[i]);
            weights[i] -= Rate * means[i] / (MathF.Sqrt(SquareCorrection * squares[i]) + Epsilon);
        }
    }
}
