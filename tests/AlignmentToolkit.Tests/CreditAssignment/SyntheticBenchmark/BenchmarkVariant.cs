using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>One row of the benchmark's tables: what differs from 100-100-10, η = 0.05, no decay, no dropout, κ = 0.05.</summary>
internal sealed record BenchmarkVariant(string Rule)
{
    public int HiddenLayers { get; init; } = 1;

    public double LearningRate { get; init; } = 0.05;

    public float WeightDecay { get; init; }

    public float Dropout { get; init; }

    /// <summary>κ.</summary>
    public float Scale { get; init; } = ProjectionInitialiser.PublishedScale;

    public ActivationNormalisation? Normalisation { get; init; }

    /// <summary>Not null for an F of normal factors, whether or not they ever mirror.</summary>
    public MirroringSchedule? Mirroring { get; init; }

    /// <summary>Whether updates are compared with backpropagation's after every epoch.</summary>
    public bool MeasuresUpdates { get; init; }

    public int PreMirroringEpochs => Mirroring?.PreMirroringEpochs ?? 0;
}
