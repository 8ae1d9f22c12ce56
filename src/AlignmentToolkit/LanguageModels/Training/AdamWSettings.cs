using AlignmentToolkit.Networks;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>Constants of <see cref="AdamW"/>.</summary>
public sealed record AdamWSettings
{
    /// <summary>β₁ in [0, 1).</summary>
    public float MeanDecay { get; init; } = 0.9f;

    /// <summary>β₂ in [0, 1).</summary>
    public float SquareDecay { get; init; } = 0.95f;

    /// <summary>ε, positive.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>λ, finite and not negative: for matrices; gains of norms and biases are not decayed.</summary>
    public float WeightDecay { get; init; } = 0.01f;

    /// <summary>Largest Euclidean norm of the mean gradient, positive; a longer one is shortened to it. Infinite: never.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Refuses values outside their range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Require.InUnitInterval(MeanDecay);
        Require.InUnitInterval(SquareDecay);
        Require.FiniteAndPositive(Epsilon);
        Require.FiniteAndNotNegative(WeightDecay);
        if (!(ClipNorm > 0))
            throw new ArgumentOutOfRangeException(nameof(ClipNorm), ClipNorm, $"{nameof(ClipNorm)} must be greater than 0.");
    }
}
