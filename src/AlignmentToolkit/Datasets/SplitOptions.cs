using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Datasets;

/// <summary>How large the three parts of a data set shall be.</summary>
public sealed record SplitOptions
{
    /// <summary>Examples to train on; null for all that the validation set leaves (MNIST) or the default size (Glyphs).</summary>
    public int? TrainingCount { get; init; }

    /// <summary>Examples carved out of the published training set for validation; 0 to learn from all of it.</summary>
    public int ValidationCount { get; init; } = 2_000;

    /// <summary>The first so many of the published test examples; null for all (MNIST) or the default size (Glyphs).</summary>
    public int? TestCount { get; init; }

    /// <summary>
    /// Decides which examples go where; null for a fixed stream of the data set, so that every seed of a network sees the same split.
    /// </summary>
    public RandomStream? Stream { get; init; }
}
