using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;

namespace AlignmentToolkit.Tests.CreditAssignment.SyntheticBenchmark;

/// <summary>The rows of section 5 by name.</summary>
internal static class BenchmarkVariants
{
    private static readonly MirroringSchedule Never = new(), Before = new() { PreMirroringEpochs = 2 };

    private static readonly BenchmarkVariant Mirrored = new("pepita") { Mirroring = Never };
    private static readonly ActivationNormalisation Length = ActivationNormalisation.PerExampleLength;

    public static IReadOnlyDictionary<string, BenchmarkVariant> All { get; } = new Dictionary<string, BenchmarkVariant>
    {
        ["linear"] = new("bp") { HiddenLayers = 0 },
        ["shallow"] = new("shallow"),
        ["bp"] = new("bp"),
        ["fa"] = new("fa") { MeasuresUpdates = true },
        ["dfa"] = new("dfa") { MeasuresUpdates = true },
        ["drtp"] = new("drtp"),
        ["pepita"] = new("pepita") { MeasuresUpdates = true },
        ["pepita-icml"] = new("pepita-icml"),
        ["pepita-hebbian"] = new("pepita-hebbian"),
        ["afa"] = new("afa") { MeasuresUpdates = true },
        ["pepita-tl"] = new("pepita-tl") { LearningRate = 0.001 },
        ["pepita wd"] = new("pepita") { WeightDecay = 1e-4f },
        ["pepita dropout"] = new("pepita") { Dropout = 0.1f },
        ["unshared masks"] = new("unshared masks") { Dropout = 0.1f },
        ["pepita κ=0.01"] = new("pepita") { Scale = 0.01f },
        ["pepita κ=0.2"] = new("pepita") { Scale = 0.2f },
        ["pepita κ=0.5"] = new("pepita") { Scale = 0.5f },

        ["factors"] = Mirrored,
        ["pre 2"] = Mirrored with { Mirroring = Before },
        ["pre 2, every 1"] = Mirrored with { Mirroring = Before with { Every = 1 } },
        ["every 5"] = Mirrored with { Mirroring = new MirroringSchedule { Every = 5 } },
        ["factors wd"] = Mirrored with { WeightDecay = 1e-4f },
        ["length"] = Mirrored with { Normalisation = Length, LearningRate = 0.5 },
        ["rms"] = Mirrored with { Normalisation = ActivationNormalisation.PerExampleRootMeanSquare },
        ["batch"] = Mirrored with { Normalisation = ActivationNormalisation.WholeBatch, LearningRate = 5 },
        ["wd, pre 2, every 5"] = Mirrored with { WeightDecay = 1e-4f, Mirroring = Before with { Every = 5 } },
        ["length, pre 2, every 5"] = Mirrored with { Normalisation = Length, LearningRate = 0.5, Mirroring = Before with { Every = 5 } },

        ["bp 2"] = Deep("bp", 2, 0.02),
        ["fa 2"] = Deep("fa", 2, 0.02),
        ["dfa 2"] = Deep("dfa", 2, 0.02),
        ["bp 3"] = Deep("bp", 3, 0.02),
        ["fa 3"] = Deep("fa", 3, 0.02),
        ["dfa 3"] = Deep("dfa", 3, 0.02),
        ["pepita 2 η=0.02"] = Deep("pepita", 2, 0.02),
        ["afa 2 η=0.02"] = Deep("afa", 2, 0.02),
        ["pepita 3 η=0.02"] = Deep("pepita", 3, 0.02),
        ["pepita 2 η=0.01"] = Deep("pepita", 2, 0.01),
        ["pepita 3 η=0.01"] = Deep("pepita", 3, 0.01),
        ["pepita 4 η=0.01"] = Deep("pepita", 4, 0.01),
        ["pepita 5 η=0.01"] = Deep("pepita", 5, 0.01),
        ["length 2"] = Deep("pepita", 2, 0.2) with { Normalisation = Length },
        ["length 3"] = Deep("pepita", 3, 0.2) with { Normalisation = Length },
        ["length 4"] = Deep("pepita", 4, 0.2) with { Normalisation = Length },
        ["length 5"] = Deep("pepita", 5, 0.2) with { Normalisation = Length },
    };

    private static BenchmarkVariant Deep(string rule, int hiddenLayers, double learningRate) =>
        new(rule) { HiddenLayers = hiddenLayers, LearningRate = learningRate };
}
