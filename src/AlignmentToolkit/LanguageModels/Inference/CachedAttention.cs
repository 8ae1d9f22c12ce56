using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>Attention of tokens to the cached keys and values of their rows; a piece of work is one token and one head of keys.</summary>
internal unsafe struct CachedAttention : IParallelBody
{
    /// <summary>Multiplications below which a second thread costs more than it brings.</summary>
    private const long SerialWork = 256 * 1024;

    public List<CachedToken> Tokens;
    public KeyValueCache Cache;
    public int Layer;
    public int KeyValueHeads;
    public int GroupSize;
    public int HeadSize;
    public float* Queries;
    public nint QueryStride;
    public float* Output;
    public nint OutputStride;

    public readonly void Run()
    {
        long work = 0;
        foreach (CachedToken token in Tokens) work += 2L * (token.Place + 1) * HeadSize * GroupSize * KeyValueHeads;
        int pieces = Tokens.Count * KeyValueHeads;
        if (work >= SerialWork) ParallelWork.For(pieces, this);
        else for (int i = 0; i < pieces; i++) Invoke(i);
    }

    public readonly void Invoke(int index)
    {
        (int column, int head) = Math.DivRem(index, KeyValueHeads);
        CachedToken token = Tokens[column];
        int count = token.Place + 1, padded = (count + KeyValuePage.Length - 1) / KeyValuePage.Length * KeyValuePage.Length;
        using Workspace.Loan<float> weights = Workspace.Borrow<float>(2 * (nint)padded);
        List<KeyValuePage> pages = Cache.Pages(token.Row);
        for (int member = 0; member < GroupSize; member += 2)
        {
            nint feature = ((head * GroupSize) + member) * HeadSize;
            float* query = Queries + (column * QueryStride) + feature, output = Output + (column * OutputStride) + feature;
            if (member + 1 < GroupSize) AttendTwice(pages, head, count, query, weights.Start, weights.Start + padded, output);
            else Attend(pages, head, count, query, weights.Start, output);
        }
    }

    private readonly void Attend(List<KeyValuePage> pages, int head, int count, float* query, float* weights, float* output)
    {
        for (int first = 0; first < count; first += KeyValuePage.Length)
        {
            KeyValuePage page = pages[first / KeyValuePage.Length];
            CachedScores.Of(query, page.Numbers.Start + page.Keys(Layer, head), HeadSize, count - first, weights + first);
        }

        float reciprocal = CachedScores.Exponentials(weights, count, 1 / MathF.Sqrt(HeadSize));
        new Span<float>(output, HeadSize).Clear();
        for (int first = 0; first < count; first += KeyValuePage.Length)
        {
            KeyValuePage page = pages[first / KeyValuePage.Length];
            int used = Math.Min(KeyValuePage.Length, count - first);
            CachedValues.Add(weights + first, page.Numbers.Start + page.Values(Layer, head), HeadSize, used, output);
        }

        for (int i = 0; i < HeadSize; i++) output[i] *= reciprocal;
    }

    private readonly void AttendTwice(
        List<KeyValuePage> pages, int head, int count, float* query, float* weights, float* otherWeights, float* output)
    {
        float* other = query + HeadSize, otherOutput = output + HeadSize;
        for (int first = 0; first < count; first += KeyValuePage.Length)
        {
            KeyValuePage page = pages[first / KeyValuePage.Length];
            float* keys = page.Numbers.Start + page.Keys(Layer, head);
            CachedScores.OfTwo(query, other, keys, HeadSize, count - first, weights + first, otherWeights + first);
        }

        float scale = 1 / MathF.Sqrt(HeadSize);
        float reciprocal = CachedScores.Exponentials(weights, count, scale);
        float otherReciprocal = CachedScores.Exponentials(otherWeights, count, scale);
        new Span<float>(output, 2 * HeadSize).Clear();
        for (int first = 0; first < count; first += KeyValuePage.Length)
        {
            KeyValuePage page = pages[first / KeyValuePage.Length];
            int used = Math.Min(KeyValuePage.Length, count - first);
            float* values = page.Numbers.Start + page.Values(Layer, head);
            CachedValues.AddTwo(weights + first, otherWeights + first, values, HeadSize, used, output, otherOutput);
        }

        for (int i = 0; i < HeadSize; i++)
        {
            output[i] *= reciprocal;
            otherOutput[i] *= otherReciprocal;
        }
    }
}
