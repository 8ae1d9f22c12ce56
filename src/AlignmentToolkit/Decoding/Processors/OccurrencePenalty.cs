using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Presence and frequency penalty: zᵢ ← zᵢ − nᵢ φ_f − [nᵢ &gt; 0] φ_p, where token i occurs nᵢ times.</summary>
/// <remarks>Counted in the answer, as serving programs do; or in the end of prompt and answer, as llama.cpp does.</remarks>
public sealed class OccurrencePenalty : ILogitsProcessor
{
    private readonly double _presence;
    private readonly double _frequency;
    private readonly int? _window;

    // Zero outside of Process.
    private int[] _counts = [];

    /// <summary>Penalises tokens that have occurred.</summary>
    /// <param name="presence">φ_p, finite; negative rewards.</param>
    /// <param name="frequency">φ_f, finite; negative rewards.</param>
    /// <param name="window">How many of the last tokens of prompt and answer count, at least 1; left out, the answer counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A penalty is not finite, or <paramref name="window"/> is less than 1.</exception>
    public OccurrencePenalty(double presence, double frequency, int? window = null)
    {
        Demand.Finite(presence);
        Demand.Finite(frequency);
        if (window is { } length) ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, nameof(window));
        (_presence, _frequency, _window) = (presence, frequency, window);
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"presence penalty {_presence}, frequency penalty {_frequency}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        context = _window is { } window
            ? context[^Math.Min(window, context.Length)..]
            : context[Math.Min(step.PromptLength, context.Length)..];
        Demand.Tokens(context, logits.Length, nameof(context));
        if (_counts.Length < logits.Length) _counts = new int[logits.Length];
        foreach (int token in context) _counts[token]++;
        foreach (int token in context)
        {
            int count = _counts[token];
            if (count == 0) continue;
            logits[token] = (float)(logits[token] - (count * _frequency) - _presence);
            _counts[token] = 0;
        }
    }
}
