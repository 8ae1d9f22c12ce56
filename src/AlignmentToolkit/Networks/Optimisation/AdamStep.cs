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
        Span<float> w = Weights.AsSpan(start, gradient.Length);
        Span<float> m = Mean.AsSpan(start, gradient.Length);
        Span<float> v = Square.AsSpan(start, gradient.Length);
        for (int i = 0; i < gradient.Length; i++)
        {
            float g = gradient[i] * Scale;
            m[i] = MeanDecay * m[i] + (1 - MeanDecay) * g;
            v[i] = SquareDecay * v[i] + (1 - SquareDecay) * g * g;
            w[i] -= Rate * m[i] / (MathF.Sqrt(SquareCorrection * v[i]) + Epsilon);
        }
    }
}
