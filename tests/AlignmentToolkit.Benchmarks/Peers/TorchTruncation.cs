using static TorchSharp.torch;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>Truncation of a row of logits with the tensor operations that HuggingFace transformers uses.</summary>
internal static class TorchTruncation
{
    /// <summary>Keeps logits of at least the k-th largest.</summary>
    public static Tensor TopK(Tensor row, int count)
    {
        (Tensor values, Tensor _) = row.topk(count);
        return row.masked_fill(row < values[^1], float.NegativeInfinity);
    }

    /// <summary>Keeps the nucleus: ascending sort, running sum, scatter.</summary>
    public static Tensor TopP(Tensor row, double mass)
    {
        (Tensor sorted, Tensor order) = row.sort(-1, descending: false);
        Tensor isRemoved = sorted.softmax(-1).cumsum(-1) <= 1 - mass;
        isRemoved[^1] = tensor(false);
        return row.masked_fill(isRemoved.scatter(0, order, isRemoved), float.NegativeInfinity);
    }

    /// <summary>Keeps what is closest to the entropy.</summary>
    public static Tensor TypicalP(Tensor row, double mass)
    {
        Tensor logProbabilities = row.log_softmax(-1);
        Tensor entropy = -(logProbabilities * logProbabilities.exp()).nansum();
        Tensor scores = (-logProbabilities - entropy).abs();
        (Tensor sorted, Tensor order) = scores.sort(-1, descending: false);
        Tensor last = (row.gather(0, order).softmax(-1).cumsum(-1) < mass).sum().clamp(max: row.shape[0] - 1);
        return row.masked_fill(scores > sorted.index_select(0, last.reshape(1)), float.NegativeInfinity);
    }

    /// <summary>Number of tokens in the nucleus.</summary>
    public static long NucleusCount(Tensor row, double mass)
    {
        (Tensor sorted, Tensor _) = row.sort(-1, descending: true);
        return (sorted.softmax(-1).cumsum(-1) < mass).sum().item<long>() + 1;
    }

    /// <summary>Repetition penalty, temperature, top-k, top-p and a draw.</summary>
    public static long Draw(Tensor row, Tensor context, double penalty, double temperature, int count, double mass)
    {
        Tensor score = row.gather(0, context);
        score = where(score < 0, score * penalty, score / penalty);
        Tensor scaled = row.scatter(0, context, score) / temperature;
        return TopP(TopK(scaled, count), mass).softmax(-1).multinomial(1).item<long>();
    }
}
