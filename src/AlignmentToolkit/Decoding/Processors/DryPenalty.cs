using System.Buffers;
using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>DRY, "don't repeat yourself": makes a token less likely, the longer the sequence is that it would repeat [Weidmann 2024].
/// </summary>
/// <remarks>
/// Let nᵢ be the length of the longest end of the context that has occurred before, followed by token i. Then zᵢ ← zᵢ − m b^(nᵢ − a) if
/// nᵢ ≥ a. A repeated sequence holds no sequence breaker, and a breaker is never penalised. One step takes time in proportion to the
/// length of the context. As llama.cpp has it, where breakers of several tokens are possible too.
/// </remarks>
public sealed class DryPenalty : ILogitsProcessor
{
    private readonly DrySettings _settings;
    private readonly HashSet<int> _breakers;

    // Zero outside of Process.
    private int[] _repeated = [];

    /// <summary>Penalises sequences that occur again.</summary>
    /// <param name="settings">How.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not in its range.</exception>
    public DryPenalty(DrySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        _settings = settings;
        _breakers = [.. settings.Breakers];
    }

    /// <inheritdoc/>
    public string Name => string.Create(
        CultureInfo.InvariantCulture,
        $"DRY penalty {_settings.Multiplier}, base {_settings.Base}, from {_settings.AllowedLength} tokens on");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        context = context[^Math.Min(_settings.Range, context.Length)..];
        Demand.Tokens(context, logits.Length, nameof(context));
        int limit = TokensSinceBreaker(context);
        if (limit < _settings.AllowedLength) return;
        if (_repeated.Length < logits.Length) _repeated = new int[logits.Length];
        int[] rented = ArrayPool<int>.Shared.Rent(context.Length);
        Span<int> lengths = rented.AsSpan(0, context.Length);
        RepeatedEndings.Lengths(context, lengths);
        for (int i = 1; i < context.Length; i++)
        {
            ref int longest = ref _repeated[context[i]];
            longest = Math.Max(longest, Math.Min(lengths[i], limit));
        }

        ArrayPool<int>.Shared.Return(rented);
        Apply(context, logits);
    }

    private int TokensSinceBreaker(ReadOnlySpan<int> context)
    {
        if (_breakers.Count == 0) return context.Length;
        int last = context.Length - 1;
        while (last >= 0 && !_breakers.Contains(context[last])) last--;
        return context.Length - 1 - last;
    }

    private void Apply(ReadOnlySpan<int> context, Span<float> logits)
    {
        foreach (int token in context)
        {
            int length = _repeated[token];
            _repeated[token] = 0;
            if (length < _settings.AllowedLength || _breakers.Contains(token) || float.IsNegativeInfinity(logits[token])) continue;
            double penalty = _settings.Multiplier * Math.Pow(_settings.Base, length - _settings.AllowedLength);

            // However great, a penalty does not remove a token.
            logits[token] = (float)Math.Max(logits[token] - penalty, float.MinValue);
        }
    }
}
