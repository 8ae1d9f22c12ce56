using System.Collections.Concurrent;

using AlignmentToolkit.Networks.Training;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>The runs of each variant with three seeds, made once, whoever asks.</summary>
internal static class BenchmarkRuns
{
    public const int Seeds = 3;

    private static readonly ConcurrentDictionary<string, Lazy<SeedStudy>> Studies = new();

    /// <summary>The runs of a variant of <see cref="BenchmarkVariants"/>.</summary>
    public static SeedStudy Of(string variant) =>
        Studies.GetOrAdd(variant, name => new Lazy<SeedStudy>(
            () => SeedStudy.Run(Seeds, (seed, token) => new BenchmarkTraining(BenchmarkVariants.All[name], seed).Run(null, token)))).Value;

    /// <summary>Test accuracy in % after some epochs of learning.</summary>
    public static Spread Accuracy(string variant, int epoch) =>
        Of(variant).Over(record => 100 * record.TestAccuracy)[epoch + BenchmarkVariants.All[variant].PreMirroringEpochs];

    /// <summary>A feedback angle in degrees after some epochs of learning: 0 is the total angle of an F.</summary>
    public static Spread Angle(string variant, int epoch, int index = 0) =>
        Of(variant).Over(record => record.FeedbackAngles[index].Degrees)[epoch + BenchmarkVariants.All[variant].PreMirroringEpochs];
}
