using System.Buffers;
using System.Globalization;

using AlignmentToolkit.Decoding.Kernels;

namespace AlignmentToolkit.Decoding.Processors;

/// <summary>Makes every token of the context less likely, once however often it occurs [Keskar 2019].</summary>
/// <remarks>zᵢ ← zᵢ ρ if zᵢ &lt; 0, else zᵢ / ρ, for each distinct token i of prompt and answer.</remarks>
public sealed class RepetitionPenalty : ILogitsProcessor
{
    private readonly float _penalty;
    private readonly int _window;

    /// <summary>Penalises repetition.</summary>
    /// <param name="penalty">ρ, finite and greater than 0; above 1 it penalises, below 1 it rewards.</param>
    /// <param name="window">How many of the last tokens of the context count, at least 1; left out, all. llama.cpp takes 64.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="penalty"/> is not finite and greater than 0, or
    /// <paramref name="window"/> is less than 1.</exception>
    public RepetitionPenalty(double penalty, int window = int.MaxValue)
    {
        Demand.FiniteAndPositive(penalty);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        _penalty = (float)penalty;
        _window = window;
    }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"repetition penalty {_penalty}");

    /// <inheritdoc/>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        context = context[^Math.Min(_window, context.Length)..];
        Demand.Tokens(context, logits.Length, nameof(context));

        // All are read before any is written, so that a token that occurs twice is penalised once.
        float[] penalised = ArrayPool<float>.Shared.Rent(context.Length);
        for (int i = 0; i < context.Length; i++)
        {
            float logit = logits[context[i]];
            penalised[i] = logit < 0 ? logit * _penalty : logit / _penalty;
        }

        for (int i = 0; i < context.Length; i++) logits[context[i]] = penalised[i];
        ArrayPool<float>.Shared.Return(penalised);
    }
}
