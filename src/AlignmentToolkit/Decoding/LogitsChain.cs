using System.Collections;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.Decoding;

/// <summary>Processors one after the other, in an order that can be read and shown.</summary>
/// <remarks>
/// Order matters: a nucleus cut before the temperature is another one than after it. <see cref="GenerationSettings"/> makes chains in the
/// orders of well-known programs.
/// </remarks>
/// <example>
/// <code>
/// LogitsChain chain = [new Temperature(0.7), new TopK(40), new TopP(0.9)];
/// chain.Process(context, logits, new StepInfo(prompt.Length));
/// foreach (StageView stage in chain.Explain(context, rawLogits, new StepInfo(prompt.Length))) Console.WriteLine(stage);
/// </code>
/// </example>
[System.Runtime.CompilerServices.CollectionBuilder(typeof(LogitsChain), nameof(Of))]
public sealed class LogitsChain : ILogitsProcessor, IReadOnlyList<ILogitsProcessor>
{
    private readonly ILogitsProcessor[] _stages;

    /// <summary>A chain of processors.</summary>
    /// <param name="stages">In the order in which they run; none leaves logits as they are.</param>
    public LogitsChain(IEnumerable<ILogitsProcessor> stages) => _stages = [.. stages];

    /// <inheritdoc/>
    public string Name => _stages.Length == 0 ? "nothing" : string.Join(" → ", _stages.Select(stage => stage.Name));

    /// <inheritdoc/>
    public int Count => _stages.Length;

    /// <inheritdoc/>
    public ILogitsProcessor this[int index] => _stages[index];

    /// <summary>A chain of processors, in the order in which they run.</summary>
    public static LogitsChain Of(ReadOnlySpan<ILogitsProcessor> stages) => new(stages.ToArray());

    /// <summary>Runs all processors, and makes sure that the row was fit to begin with and that a token is left at the end.</summary>
    /// <param name="context">Tokens so far, prompt and answer.</param>
    /// <param name="logits">V numbers, changed in place.</param>
    /// <param name="step">Where the prompt ends, and which row this is.</param>
    /// <exception cref="InvalidLogitsException">The row is empty, holds NaN or +∞, or is −∞ everywhere; or a processor left no token, and
    /// the message names it.</exception>
    public void Process(ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        LogitRow.Largest(logits);
        for (int i = 0; i < _stages.Length; i++) Run(i, context, logits, step);
        if (_stages.Length > 0) CheckAfter(_stages.Length, logits);
    }

    /// <summary>What each processor does to one row: the likeliest tokens and how many are left, at first and after each.</summary>
    /// <param name="context">Tokens so far, prompt and answer.</param>
    /// <param name="logits">V raw logits; they are not changed.</param>
    /// <param name="step">Where the prompt ends, and which row this is.</param>
    /// <param name="count">How many tokens to list, at least 1.</param>
    /// <param name="text">The text of a token, if tokens are to be shown with it.</param>
    /// <returns>The raw row, then one entry for each processor.</returns>
    /// <exception cref="InvalidLogitsException">As <see cref="Process"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is less than 1.</exception>
    public IReadOnlyList<StageView> Explain(
        ReadOnlySpan<int> context, ReadOnlySpan<float> logits, in StepInfo step, int count = 10, Func<int, string>? text = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        float[] row = logits.ToArray();
        List<StageView> views = [StageView.Of("model", row, count, text)];
        for (int i = 0; i < _stages.Length; i++)
        {
            Run(i, context, row, step);
            CheckAfter(i + 1, row);
            views.Add(StageView.Of(_stages[i].Name, row, count, text));
        }

        return views;
    }

    /// <summary>This chain with one more processor at its end.</summary>
    public LogitsChain Then(ILogitsProcessor stage) => new([.. _stages, stage]);

    /// <summary>This chain with one more processor at its beginning.</summary>
    public LogitsChain After(ILogitsProcessor stage) => new([stage, .. _stages]);

    /// <inheritdoc/>
    public IEnumerator<ILogitsProcessor> GetEnumerator() => ((IEnumerable<ILogitsProcessor>)_stages).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The processors' names in their order.</summary>
    public override string ToString() => Name;

    private void Run(int stage, ReadOnlySpan<int> context, Span<float> logits, in StepInfo step)
    {
        try
        {
            _stages[stage].Process(context, logits, step);
        }
        catch (InvalidLogitsException error) when (stage > 0)
        {
            throw new InvalidLogitsException($"After '{_stages[stage - 1].Name}': {error.Message}");
        }
    }

    private void CheckAfter(int stages, ReadOnlySpan<float> logits)
    {
        try
        {
            LogitRow.Largest(logits);
        }
        catch (InvalidLogitsException error)
        {
            throw new InvalidLogitsException($"After '{_stages[stages - 1].Name}': {error.Message}");
        }
    }
}
