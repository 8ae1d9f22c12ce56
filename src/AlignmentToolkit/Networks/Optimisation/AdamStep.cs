using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>m ← β₁m + (1−β₁)s·g, v ← β₂v + (1−β₂)(s·g)², w ← w − r·m/(√(c·v) + ε) in one sweep.</summary>
internal readonly struct AdamStep : IProductEpilogue<float>
{
    /// <summary>w, column by column.</summary>
    public required float[] Weights { get; init; }

    /// <summary>m, as long as w.</summary>
    public required float[] Mean { get; init; }

    /// <summary>v, as long as w.</summary>
    public required float[] Square { get; init; }

    /// <summary>Rows of the weight matrix.</summary>
    public required int Rows { get; init; }

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

    public void Apply(Span<float> product, int row, int column)
    {
        Span<float> w = Weights.AsSpan(row + column * Rows, product.Length);
        Span<float> m = Mean.AsSpan(row + column * Rows, product.Length);
        Span<float> v = Square.AsSpan(row + column * Rows, product.Length);
        for (int i = 0; i < product.Length; i++)
        {
            float g = product[i] * Scale;
            m[i] = MeanDecay * m[i] + (1 - MeanDecay) * g;
            v[i] = SquareDecay * v[i] + (1 - SquareDecay) * g * g;
            w[i] -= Rate * m[i] / (MathF.Sqrt(SquareCorrection * v[i]) + Epsilon);
        }
    }
}
