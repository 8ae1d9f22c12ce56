using AlignmentToolkit.Decoding.Kernels;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Decoding;

/// <summary>An answer in the making, one token at a time.</summary>
/// <remarks>
/// The first token costs one pass over the prompt, every further one a step of the model; nothing is allocated between tokens. One
/// thread at a time. Log-probabilities cost nothing until <see cref="Choice"/> asks for them.
/// </remarks>
/// <example>
/// <code>
/// using Generation generation = new(model, prompt, new GenerationSettings { Temperature = 0.7, TopK = 40 }, RandomStream.From("demo"));
/// while (generation.TryNext(out int token)) Console.Write(tokenizer.Decode([token]));
/// Console.WriteLine(generation.Reason);
/// </code>
/// </example>
public sealed class Generation : IDisposable
{
    private readonly IDecodingState _state;
    private readonly GenerationSettings _settings;
    private readonly ISampler _sampler;
    private readonly int[] _tokens;
    private readonly int _promptLength;
    private readonly int _room;
    private readonly float[] _logits;
    private readonly float[] _row;
    private int _length;

    /// <summary>An answer in the order of HuggingFace transformers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">At least one token, fewer than the model's context holds.</param>
    /// <param name="settings">How to choose, and when to stop.</param>
    /// <param name="stream">Where chance comes from.</param>
    /// <exception cref="ArgumentException">The prompt is empty or too long, or a setting is out of range.</exception>
    public Generation(INextTokenModel model, ReadOnlySpan<int> prompt, GenerationSettings settings, RandomStream stream)
        : this(model, prompt, settings, settings.HuggingFaceOrder(stream), settings.Sampler(stream))
    {
    }

    /// <summary>An answer with a chain and a sampler of one's own.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">At least one token, fewer than the model's context holds.</param>
    /// <param name="settings">When to stop; how to choose is not read from it.</param>
    /// <param name="chain">What happens to logits.</param>
    /// <param name="sampler">Chooses.</param>
    /// <exception cref="ArgumentException">The prompt is empty or too long, or a setting is out of range.</exception>
    public Generation(
        INextTokenModel model, ReadOnlySpan<int> prompt, GenerationSettings settings, LogitsChain chain, ISampler sampler)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaximumTokens, 1, nameof(settings.MaximumTokens));
        Demand.Tokens(prompt, model.VocabularySize, nameof(prompt));
        if (settings.StopSequences.Any(sequence => sequence.Count == 0))
            throw new ArgumentException("A stop sequence is empty; it needs at least one token.", nameof(settings));
        (_settings, Chain, _sampler, _promptLength) = (settings, chain, sampler, prompt.Length);
        _room = PromptRoom.For(model, prompt);
        _tokens = new int[prompt.Length + Math.Min(_room, settings.MaximumTokens)];
        prompt.CopyTo(_tokens);
        _length = prompt.Length;
        _logits = new float[model.VocabularySize];
        _row = new float[model.VocabularySize];
        _state = model.NewState(1);
    }

    /// <summary>What happens to logits.</summary>
    public LogitsChain Chain { get; }

    /// <summary>Prompt and answer.</summary>
    public ReadOnlySpan<int> Context => _tokens.AsSpan(0, _length);

    /// <summary>The answer so far, an end token or stop sequence included.</summary>
    public ReadOnlySpan<int> Answer => Context[_promptLength..];

    /// <summary>The model's logits from which the last token of the answer was chosen, before the chain.</summary>
    public ReadOnlySpan<float> Logits => _logits;

    /// <summary>Why the answer ended; <see cref="StopReason.None"/> while it goes on.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>Chooses the next token.</summary>
    /// <param name="token">The token, if the answer had not ended.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidLogitsException">The model or the chain left nothing to choose from.</exception>
    public bool TryNext(out int token)
    {
        token = -1;
        if (Reason != StopReason.None) return false;
        if (_length == _promptLength) _state.Append(0, Context, _logits);
        else _state.Step(Context[^1..], _logits);
        _logits.CopyTo(_row, 0);
        Chain.Process(Context, _row, new StepInfo(_promptLength));
        token = _sampler.Choose(_row);
        _tokens[_length++] = token;
        Reason = ReasonToStop(token);
        return true;
    }

    /// <summary>The token that was chosen last, with what the model thought of it before the chain.</summary>
    /// <param name="likeliest">How many of the model's likeliest tokens to list with it, at least 0.</param>
    /// <exception cref="InvalidOperationException">No token has been chosen yet.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="likeliest"/> is negative.</exception>
    public ChosenToken Choice(int likeliest = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(likeliest);
        if (_length == _promptLength) throw new InvalidOperationException("No token has been chosen yet.");
        int token = _tokens[_length - 1];
        double logMass = Softmax.LogSumExp<float>(_logits);
        return new ChosenToken(token, _logits[token] - logMass, LikeliestTokens.Of(_logits, logMass, likeliest));
    }

    /// <summary>What the chain did to the logits the last token was chosen from.</summary>
    /// <param name="count">How many tokens to list, at least 1.</param>
    /// <param name="text">The text of a token, if tokens are to be shown with it.</param>
    /// <exception cref="InvalidOperationException">No token has been chosen yet.</exception>
    public IReadOnlyList<StageView> Explain(int count = 10, Func<int, string>? text = null)
    {
        if (_length == _promptLength) throw new InvalidOperationException("No token has been chosen yet.");
        return Chain.Explain(Context[..^1], _logits, new StepInfo(_promptLength), count, text);
    }

    /// <summary>Gives the memory of the context back.</summary>
    public void Dispose() => _state.Dispose();

    private StopReason ReasonToStop(int token)
    {
        // Indexing instead of enumerating: an enumerator of an interface is allocated.
        for (int i = 0; i < _settings.EndTokens.Count; i++)
            if (_settings.EndTokens[i] == token) return StopReason.EndToken;
        for (int i = 0; i < _settings.StopSequences.Count; i++)
            if (EndsWith(Answer, _settings.StopSequences[i])) return StopReason.StopSequence;
        if (Answer.Length == _settings.MaximumTokens) return StopReason.MaximumTokens;
        return Answer.Length == _room ? StopReason.ContextFull : StopReason.None;
    }

    private static bool EndsWith(ReadOnlySpan<int> tokens, IReadOnlyList<int> ending)
    {
        if (ending.Count > tokens.Length) return false;
        for (int i = 1; i <= ending.Count; i++)
            if (tokens[^i] != ending[^i]) return false;
        return true;
    }
}
