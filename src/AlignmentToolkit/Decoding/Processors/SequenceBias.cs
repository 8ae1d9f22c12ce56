using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Adds a bias to the last token of given sequences whenever the tokens before it have just been produced.</summary>
/// <remarks>The bias of a sequence of one token applies at every step. A bias of −∞ forbids the sequence.</remarks>
public sealed class SequenceBias : ILogitsProcessor
{
    private readonly (int[] Sequence, float Bias)[] _biases;
    private readonly string _what;

    /// <summary>Favours or discourages sequences.</summary>
    /// <param name="biases">Sequences of at least one token, each with its bias: a number, or −∞.</param>
    /// <exception cref="ArgumentException">A sequence is empty, or a bias is NaN or +∞.</exception>
    public SequenceBias(params IEnumerable<(IReadOnlyList<int> Sequence, float Bias)> biases)
        : this("sequence bias", biases)
    {
    }

    private SequenceBias(string what, IEnumerable<(IReadOnlyList<int> Sequence, float Bias)> biases)
    {
        _what = what;
        _biases = [.. biases.Select(Checked)];
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{_what} ({_biases.Length})");

    /// <summary>Forbids sequences: a word of one token always, the last token of a longer one after all the others.</summary>
    /// <param name="words">Sequences of at least one token.</param>
    /// <exception cref="ArgumentException">A sequence is empty.</exception>
    public static SequenceBias BadWords(params IEnumerable<IReadOnlyList<int>> words) =>
        new("bad words", words.Select(word => (word, float.NegativeInfinity)));

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        foreach ((int[] sequence, float bias) in _biases)
        {
            Demand.Tokens(sequence, logits.Length, "sequence");
            if (context.EndsWith(sequence.AsSpan(0, sequence.Length - 1))) logits[sequence[^1]] += bias;
        }
    }

    private static (int[] Sequence, float Bias) Checked((IReadOnlyList<int> Sequence, float Bias) entry)
    {
        if (entry.Sequence.Count == 0) throw new ArgumentException("A sequence is empty; it needs at least one token.");
        if (float.IsNaN(entry.Bias) || float.IsPositiveInfinity(entry.Bias))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Bias {entry.Bias} is not a number or −∞."));
        return ([.. entry.Sequence], entry.Bias);
    }
}
