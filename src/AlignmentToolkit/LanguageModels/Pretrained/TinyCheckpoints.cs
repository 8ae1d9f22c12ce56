using System.Text;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>Checkpoints made from a formula instead of training, alike in every program: for tests and first steps without a
/// download.</summary>
/// <remarks>
/// Element i (row-major) of a tensor takes z = mix(s + (i + 1)·0x9E3779B97F4A7C15), s the 64-bit FNV-1a hash of the tensor's name and mix
/// the finaliser of SplitMix64 [Steele 2014]; u is the upper 16 bits of z over 65536, and the value is offset + (2u − 1)·scale.
/// Scale 1 for the embedding, 0.25 for projections and biases; offset 1 and scale 0.125 for norms. Every value is exact in binary32.
/// </remarks>
public static class TinyCheckpoints
{
    /// <summary>Shaped as Llama-3.2, with its rotary scaling: V = 40, H = 32, I = 48, 2 layers, 4 heads over 2.</summary>
    public static TransformerSettings Llama { get; } = new()
    {
        VocabularySize = 40,
        HiddenSize = 32,
        FeedForwardSize = 48,
        LayerCount = 2,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 8,
        ContextLength = 131_072,
        RotaryBase = 500_000,
        RotaryScaling = new Llama3RotaryScaling(),
        NormEpsilon = 1e-5f,
    };

    /// <summary>Shaped as Qwen2, with biases: the same sizes.</summary>
    public static TransformerSettings Qwen2 { get; } = Llama with
    {
        ContextLength = 32_768,
        RotaryBase = 1_000_000,
        RotaryScaling = null,
        NormEpsilon = 1e-6f,
        HasQueryKeyValueBias = true,
    };

    /// <summary>The values of a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Places for its first values, row-major.</param>
    public static void Fill(string name, Span<float> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool isNorm = name.EndsWith("norm.weight", StringComparison.Ordinal);
        float offset = isNorm ? 1 : 0, scale = isNorm ? 0.125f : name == TensorNames.Embedding ? 1 : 0.25f;
        ulong state = Hash(name);
        for (int i = 0; i < values.Length; i++)
        {
            state += 0x9E3779B97F4A7C15;
            values[i] = offset + (((Mix(state) >> 48) / 32768f) - 1) * scale;
        }
    }

    /// <summary>Writes a folder as HuggingFace lays it out: <c>config.json</c> and the tensors.</summary>
    /// <param name="settings">The shape, such as <see cref="Llama"/>.</param>
    /// <param name="folder">The folder; it is made where it does not exist.</param>
    /// <param name="type">F32, F16, BF16 or F64. Only F32 and F64 keep every value.</param>
    /// <param name="largestShard">Bytes of tensors in one file; more makes shards.</param>
    /// <exception cref="ArgumentException">The settings do not fit together, or the type is another one.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(
        TransformerSettings settings,
        string folder,
        TensorElementType type = TensorElementType.Float32,
        long largestShard = long.MaxValue)
    {
        SafeTensorsWriter tensors = new() { Metadata = { ["format"] = "pt" } };
        foreach (TensorRequirement tensor in TensorNames.All(settings))
        {
            float[] values = new float[tensor.Shape.ElementCount];
            Fill(tensor.Name, values);
            tensors.Add(tensor.Name, tensor.Shape, values, type);
        }

        HuggingFaceFolder.Save(folder, settings, tensors, largestShard);
    }

    /// <summary>The 64-bit FNV-1a hash of a name in UTF-8.</summary>
    internal static ulong Hash(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte letter in Encoding.UTF8.GetBytes(name)) hash = (hash ^ letter) * 0x100000001B3;
        return hash;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
