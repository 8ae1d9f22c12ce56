namespace AlignmentToolkit.LanguageModels;

/// <summary>Sequences of tokens, and what is to follow each token: the training example of a language model.</summary>
/// <remarks>Reused from step to step, it allocates nothing once it has seen the largest.</remarks>
public sealed class SequenceBatch
{
    private int[] _tokens = new int[256];
    private int[] _targets = new int[256];
    private float[] _weights = new float[256];

    /// <summary>Which columns belong to which sequence.</summary>
    public SequenceLayout Layout { get; } = new();

    /// <summary>What the model reads, N tokens.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Layout.TokenCount);

    /// <summary>The token that follows each.</summary>
    public ReadOnlySpan<int> Targets => _targets.AsSpan(0, Layout.TokenCount);

    /// <summary>How much the prediction of each target counts: 0 for prompts and padding, 1 for what is to be learned.</summary>
    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Layout.TokenCount);

    /// <summary>Forgets all sequences.</summary>
    public void Clear() => Layout.Clear();

    /// <summary>Adds a text of n + 1 tokens as a sequence of n: each token but the last is read, each but the first is a target.</summary>
    /// <param name="text">At least two tokens.</param>
    /// <param name="mask">For each token of <paramref name="text"/>, how much predicting it counts (that of the first is not used); left
    /// empty, every one counts 1.</param>
    /// <exception cref="ArgumentException">There are fewer than two tokens, or the lengths differ.</exception>
    public void AddText(ReadOnlySpan<int> text, ReadOnlySpan<float> mask = default)
    {
        if (text.Length < 2) throw new ArgumentException($"A text to be learned has at least 2 tokens, not {text.Length}.", nameof(text));
        if (!mask.IsEmpty && mask.Length != text.Length)
            throw new ArgumentException($"Needs one weight for each of {text.Length} tokens; there are {mask.Length}.", nameof(mask));
        Add(text[..^1], text[1..], mask.IsEmpty ? default : mask[1..]);
    }

    /// <summary>Adds a prompt and what is to be answered, as one text in which only the answer counts.</summary>
    /// <param name="prompt">At least one token.</param>
    /// <param name="answer">At least one token.</param>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public void AddAnswer(ReadOnlySpan<int> prompt, ReadOnlySpan<int> answer)
    {
        if (prompt.IsEmpty) throw new ArgumentException("A prompt has at least one token.", nameof(prompt));
        if (answer.IsEmpty) throw new ArgumentException("An answer has at least one token.", nameof(answer));
        int start = Layout.TokenCount, count = prompt.Length + answer.Length - 1;
        Layout.Add(count);
        Reserve(Layout.TokenCount);
        prompt.CopyTo(_tokens.AsSpan(start));
        answer[..^1].CopyTo(_tokens.AsSpan(start + prompt.Length));
        prompt[1..].CopyTo(_targets.AsSpan(start));
        answer.CopyTo(_targets.AsSpan(start + prompt.Length - 1));
        _weights.AsSpan(start, prompt.Length - 1).Clear();
        _weights.AsSpan(start + prompt.Length - 1, answer.Length).Fill(1);
    }

    /// <summary>Adds a sequence.</summary>
    /// <param name="tokens">What is read, at least one token.</param>
    /// <param name="targets">What is to follow each.</param>
    /// <param name="weights">How much each target counts; left empty, 1.</param>
    /// <exception cref="ArgumentException">There are no tokens, or the lengths differ.</exception>
    public void Add(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights = default)
    {
        if (tokens.IsEmpty) throw new ArgumentException("A sequence has at least one token.", nameof(tokens));
        if (targets.Length != tokens.Length)
            throw new ArgumentException(
                $"Needs one target for each of {tokens.Length} tokens; there are {targets.Length}.", nameof(targets));
        if (!weights.IsEmpty && weights.Length != tokens.Length)
            throw new ArgumentException(
                $"Needs one weight for each of {tokens.Length} tokens; there are {weights.Length}.", nameof(weights));
        int start = Layout.TokenCount;
        Layout.Add(tokens.Length);
        Reserve(Layout.TokenCount);
        tokens.CopyTo(_tokens.AsSpan(start));
        targets.CopyTo(_targets.AsSpan(start));
        if (weights.IsEmpty) _weights.AsSpan(start, tokens.Length).Fill(1);
        else weights.CopyTo(_weights.AsSpan(start));
    }

    private void Reserve(int count)
    {
        if (count <= _tokens.Length) return;
        int length = Math.Max(count, 2 * _tokens.Length);
        Array.Resize(ref _tokens, length);
        Array.Resize(ref _targets, length);
        Array.Resize(ref _weights, length);
    }
}
