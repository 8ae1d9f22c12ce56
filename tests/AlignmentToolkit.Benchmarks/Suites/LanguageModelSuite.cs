using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Inference;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.LanguageModels.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>
/// Training steps of decoders against libtorch; decoding of stories260K against llama2.c and of a large bfloat16 checkpoint against the
/// memory's bandwidth.
/// </summary>
public sealed class LanguageModelSuite : ISuite
{
    private const int Tokens = 256;

    /// <inheritdoc/>
    public string Name => "language";

    /// <inheritdoc/>
    public string Description => "training steps against libtorch autograd, decoding against llama2.c and against reading the weights";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        yield return Training("79 k parameters, 64×24 tokens", Small, sequences: 64, length: 24, bar: 2);
        yield return Training("5 M parameters, 16×128 tokens", Middle, sequences: 16, length: 128, bar: 1);
        if (Stories() is { } stories) yield return stories;
        foreach (Comparison comparison in Large()) yield return comparison;
    }

    private static TransformerSettings Small { get; } = new()
    {
        VocabularySize = 74,
        HiddenSize = 64,
        FeedForwardSize = 128,
        LayerCount = 2,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 16,
        ContextLength = 64,
    };

    private static TransformerSettings Middle { get; } = new()
    {
        VocabularySize = 1024,
        HiddenSize = 256,
        FeedForwardSize = 768,
        LayerCount = 6,
        HeadCount = 8,
        KeyValueHeadCount = 4,
        HeadSize = 32,
        ContextLength = 128,
    };

    private static Comparison Training(string title, TransformerSettings settings, int sequences, int length, double bar)
    {
        RandomStream stream = RandomStream.From("benchmark/language");
        Transformer model = new(settings);
        model.Initialise(stream.Child("weights"));
        SequenceBatch batch = new();
        for (int i = 0; i < sequences; i++)
            batch.AddText([.. Enumerable.Range(0, length + 1).Select(_ => stream.NextInt32(settings.VocabularySize))]);
        SequenceObjective objective = new(model);
        AdamW optimiser = new(model.Parameters);
        EagerTransformer eager = new(model, batch);
        double difference = eager.LargestGradientDifference(model, objective.Accumulate(batch).Weight);
        Console.Error.WriteLine($"{title}: gradients differ from autograd's by {difference:E1} of the largest entry of a tensor at most");
        if (!(difference < 1e-3)) throw new InvalidOperationException($"Gradients of '{title}' differ from autograd's by {difference:E1}.");
        model.Parameters.Gradient.Clear();
        double work = 6.0 * settings.ParameterCount * sequences * length;
        return new Comparison(
            $"training step, {title}",
            () => optimiser.Step(3e-3, objective.Accumulate(batch).Weight),
            [new Peer("libtorch autograd, optim.AdamW", eager.Step, bar)],
            work,
            "FLOP");
    }

    private static Comparison? Stories()
    {
        string folder = Path.Combine(Environment.GetEnvironmentVariable("TOOLKIT_DATA") ?? "data", "stories260K");
        string checkpoint = Path.Combine(folder, "stories260K.bin");
        if (!File.Exists(checkpoint)) return null;
        Llama2Checkpoint file = Llama2Checkpoint.Open(checkpoint);
        InferenceModel model = new(file.Settings, file);
        InferenceState state = model.NewState(1);
        float[] logits = new float[model.VocabularySize];
        Peer[] peers = [];
        if (Llama2Program.Path is { } program && Parallelism.Threads == 1)
        {
            Llama2Program other = new(program, checkpoint, Path.Combine(folder, "tok512.bin"));
            peers = [new Peer("llama2.c run", () => other.Seconds(Tokens), Bar: 2) { OwnClock = () => other.Seconds(Tokens) }];
        }

        return new Comparison($"stories260K, {Tokens} tokens, greedy", () => Continue(state, 1, Tokens, logits), peers, Tokens, "tokens");
    }

    private static IEnumerable<Comparison> Large()
    {
        string? folder = Environment.GetEnvironmentVariable("TOOLKIT_LARGE_MODEL");
        if (folder is null) yield break;
        if (!File.Exists(Path.Combine(folder, HuggingFaceFolder.SettingsName)))
            TinyCheckpoints.Save(TransformerPresets.Llama32OneBillion, folder, Checkpoints.TensorElementType.BFloat16);
        using HuggingFaceFolder opened = HuggingFaceFolder.Open(folder);
        ReadBandwidth bandwidth = new(opened.Tensors);
        InferenceModel model = new(opened.Settings, opened.Tensors);
        using InferenceState state = model.NewState(1), pair = model.NewState(2);
        float[] logits = new float[2 * model.VocabularySize];
        bandwidth.Run();
        yield return new Comparison(
            "Llama-3.2-1B shape, bfloat16, a token",
            () => Continue(state, 1, 1, logits.AsSpan(0, model.VocabularySize)),
            [new Peer("reading the weights", bandwidth.Run, Bar: 0.7)],
            bandwidth.Bytes,
            "B");
        yield return new Comparison(
            "Llama-3.2-1B shape, bfloat16, a token in each of two rows",
            () => StepBoth(pair, logits),
            [new Peer("reading the weights", bandwidth.Run)],
            bandwidth.Bytes,
            "B");
        double share = ResidentMemory.ShareOfWeights(folder);
        Console.Error.WriteLine(FormattableString.Invariant(
            $"resident memory of a process of its own: {share:0.000} of the weights; {(share <= 1.2 ? "met" : "missed")} 1.2"));
    }

    private static void StepBoth(InferenceState state, float[] logits)
    {
        state.Truncate(0, 0);
        state.Truncate(1, 0);
        state.Step([1, 2], logits);
    }

    private static void Continue(InferenceState state, int token, int tokens, Span<float> logits)
    {
        state.Truncate(0, 0);
        for (int i = 0; i < tokens; i++)
        {
            state.Step([token], logits);
            token = System.Numerics.Tensors.TensorPrimitives.IndexOfMax<float>(logits);
        }
    }
}
