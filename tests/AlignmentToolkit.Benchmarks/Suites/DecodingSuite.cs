using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.Decoding;
using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Numerics;

using TorchSharp;

using static TorchSharp.torch;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>From a row of logits of a large vocabulary to a token.</summary>
/// <remarks>Where the row is changed, ours and the full sort copy it first; libtorch makes new rows.</remarks>
public sealed class DecodingSuite : ISuite
{
    private const int VocabularySize = 151_936;

    /// <inheritdoc/>
    public string Name => "decoding";

    /// <inheritdoc/>
    public string Description => "truncation and draws from 151,936 logits, against a full sort and HuggingFace's operations in libtorch";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        RandomStream stream = RandomStream.From("decoding");
        float[] peaked = Row(stream, 20);
        float[] flat = Row(stream, 0);
        float[] row = new float[VocabularySize];
        int[] context = [.. Enumerable.Range(0, 500).Select(_ => stream.NextInt32(VocabularySize))];
        SortedTruncation sort = new(VocabularySize);
        using Tensor logits = tensor(peaked);
        using Tensor flatLogits = tensor(flat);
        using Tensor ids = tensor(context, dtype: ScalarType.Int64);

        yield return new Comparison("nucleus count, p 0.9, of a peaked row", () => Nucleus.Count(peaked, 0.9),
            [new Peer("full sort", () => sort.NucleusCount(peaked, 0.9), Bar: 10),
             new Peer("libtorch", () => InScope(() => TorchTruncation.NucleusCount(logits, 0.9)))]);
        yield return new Comparison("nucleus count, p 0.9, of a flat row", () => Nucleus.Count(flat, 0.9),
            [new Peer("full sort", () => sort.NucleusCount(flat, 0.9)),
             new Peer("libtorch", () => InScope(() => TorchTruncation.NucleusCount(flatLogits, 0.9)))]);
        yield return new Comparison("top-k 50", Ours(new TopK(50)),
            [new Peer("full sort", OnCopy(() => sort.TopK(row, 50))),
             new Peer("libtorch", () => InScope(() => TorchTruncation.TopK(logits, 50)))]);
        yield return new Comparison("top-p 0.9", Ours(new TopP(0.9)),
            [new Peer("full sort", OnCopy(() => sort.TopP(row, 0.9))),
             new Peer("libtorch", () => InScope(() => TorchTruncation.TopP(logits, 0.9)))]);
        yield return new Comparison("typical-p 0.9", Ours(new TypicalP(0.9)),
            [new Peer("libtorch", () => InScope(() => TorchTruncation.TypicalP(logits, 0.9)))]);

        GenerationSettings settings = new() { RepetitionPenalty = 1.1, Temperature = 0.7, TopK = 20, TopP = 0.8 };
        LogitsChain chain = settings.HuggingFaceOrder();
        ISampler sampler = settings.Sampler(stream);
        yield return new Comparison("penalty 1.1, T 0.7, k 20, p 0.8 and a draw", () =>
            {
                peaked.CopyTo(row, 0);
                chain.Process(context, row, new StepInfo(context.Length));
                sampler.Choose(row);
            },
            [new Peer("libtorch", () => InScope(() => TorchTruncation.Draw(logits, ids, 1.1, 0.7, 20, 0.8)))]);

        Action Ours(ILogitsProcessor processor) => OnCopy(() => processor.Process(context, row, new StepInfo(0)));

        Action OnCopy(Action work) => () =>
        {
            peaked.CopyTo(row, 0);
            work();
        };
    }

    private static void InScope<T>(Func<T> work)
    {
        using DisposeScope scope = NewDisposeScope();
        work();
    }

    /// <summary>A bell of logits, and a few tokens that stand out of it as after training.</summary>
    private static float[] Row(RandomStream stream, int likely)
    {
        float[] row = new float[VocabularySize];
        stream.FillNormal(row);
        for (int i = 0; i < row.Length; i++) row[i] *= likely > 0 ? 2.2f : 1;
        for (int i = 0; i < likely; i++) row[stream.NextInt32(row.Length)] = 12 + (0.3f * i);
        return row;
    }
}
