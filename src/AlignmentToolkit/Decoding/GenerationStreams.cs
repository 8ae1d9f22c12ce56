using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Decoding;

/// <summary>Answers as sequences that are made while they are read.</summary>
public static class GenerationStreams
{
    /// <summary>The rest of the answer, each token chosen when it is asked for.</summary>
    /// <param name="generation">The answer in the making.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="OperationCanceledException">The generation was stopped; its answer so far can still be read.</exception>
    public static IEnumerable<int> Stream(this Generation generation, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        while (generation.TryNext(out int token))
        {
            yield return token;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The rest of the answer, each token chosen on another thread while the caller is free.</summary>
    /// <param name="generation">The answer in the making.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="OperationCanceledException">The generation was stopped; its answer so far can still be read.</exception>
    public static async IAsyncEnumerable<int> StreamAsync(
        this Generation generation, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        Func<int?> next = () => generation.TryNext(out int token) ? token : null;
        while (await Task.Run(next, cancellation).ConfigureAwait(false) is { } token) yield return token;
    }

    /// <summary>The rest of the answer with the model's log-probabilities, each token chosen when it is asked for.</summary>
    /// <param name="generation">The answer in the making.</param>
    /// <param name="likeliest">How many of the model's likeliest tokens to list with each, at least 0.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="likeliest"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The generation was stopped; its answer so far can still be read.</exception>
    public static IEnumerable<ChosenToken> StreamChoices(
        this Generation generation, int likeliest = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(likeliest);
        return generation.Stream(cancellation).Select(_ => generation.Choice(likeliest));
    }

    /// <summary>The rest of the answer with the model's log-probabilities, each token chosen on another thread.</summary>
    /// <param name="generation">The answer in the making.</param>
    /// <param name="likeliest">How many of the model's likeliest tokens to list with each, at least 0.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="likeliest"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The generation was stopped; its answer so far can still be read.</exception>
    public static async IAsyncEnumerable<ChosenToken> StreamChoicesAsync(
        this Generation generation, int likeliest = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(likeliest);
        await foreach (int _ in generation.StreamAsync(cancellation).ConfigureAwait(false)) yield return generation.Choice(likeliest);
    }

    /// <summary>The whole rest of the answer.</summary>
    /// <param name="generation">The answer in the making.</param>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <returns>The whole answer, also what had been made before.</returns>
    /// <exception cref="OperationCanceledException">The generation was stopped; its answer so far can still be read.</exception>
    public static int[] ToEnd(this Generation generation, CancellationToken cancellation = default)
    {
        while (generation.TryNext(out _)) cancellation.ThrowIfCancellationRequested();
        return generation.Answer.ToArray();
    }
}
