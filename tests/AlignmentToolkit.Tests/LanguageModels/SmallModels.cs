using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Parameters;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Tests.LanguageModels;

/// <summary>Models small enough for finite differences over every parameter, with every switch in both positions.</summary>
internal static class SmallModels
{
    /// <summary>Sizes that fill registers and sizes that do not.</summary>
    public static TransformerSettings Settings(string name) => name switch
    {
        "llama" => new()
        {
            VocabularySize = 11,
            HiddenSize = 16,
            FeedForwardSize = 24,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            HeadSize = 8,
            ContextLength = 64,
            RotaryScaling = new Llama3RotaryScaling { Factor = 4, OriginalContextLength = 16 },
        },
        "qwen" => new()
        {
            VocabularySize = 13,
            HiddenSize = 10,
            FeedForwardSize = 7,
            LayerCount = 2,
            HeadCount = 4,
            KeyValueHeadCount = 2,
            HeadSize = 4,
            ContextLength = 64,
            NormEpsilon = 1e-6f,
            HasQueryKeyValueBias = true,
            HasTiedHead = false,
        },
        "wide heads" => new()
        {
            VocabularySize = 9,
            HiddenSize = 12,
            FeedForwardSize = 9,
            LayerCount = 1,
            HeadCount = 3,
            KeyValueHeadCount = 3,
            HeadSize = 32,
            ContextLength = 64,
            HasTiedHead = false,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such model."),
    };

    /// <summary>Weights large enough that every nonlinearity is felt.</summary>
    public static Transformer NewModel(TransformerSettings settings, string stream = "small")
    {
        Transformer model = new(settings);
        RandomStream numbers = RandomStream.From("language-models/" + stream);
        foreach (Parameter parameter in model.Parameters)
        {
            bool isNorm = parameter.Name.EndsWith("norm.weight", StringComparison.Ordinal);
            numbers.Child(parameter.Name).FillNormal(parameter.Values, isNorm ? 1 : 0, isNorm ? 0.2f : 0.4f);
        }

        return model;
    }

    /// <summary>Sequences of the given lengths with some targets that do not count.</summary>
    public static SequenceBatch NewBatch(int vocabularySize, params int[] lengths)
    {
        RandomStream numbers = RandomStream.From("language-models/batch");
        SequenceBatch batch = new();
        foreach (int length in lengths)
        {
            int[] text = [.. Enumerable.Range(0, length + 1).Select(_ => numbers.NextInt32(vocabularySize))];
            batch.AddText(text, [.. text.Select((_, i) => i % 3 == 2 ? 0f : i % 4 == 1 ? 0.5f : 1f)]);
        }

        return batch;
    }
}
