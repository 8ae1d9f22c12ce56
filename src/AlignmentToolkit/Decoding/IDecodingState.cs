namespace AlignmentToolkit.Decoding;

/// <summary>Contexts that one model is continuing side by side, each a row with a length of its own.</summary>
/// <remarks>
/// A state is used by one thread at a time; the model spreads the work of a call over threads by itself. An argument that is refused
/// leaves the state as it was. Disposing gives the memory of the rows back.
/// </remarks>
/// <example>
/// <code>
/// using IDecodingState state = model.NewState(rows: 1);
/// float[] logits = new float[model.VocabularySize];
/// state.Append(0, prompt, logits);
/// for (int i = 0; i &lt; 20; i++) state.Step([Greedy.IndexOfLargest(logits)], logits);
/// </code>
/// </example>
public interface IDecodingState : IDisposable
{
    /// <summary>In place of a token for <see cref="Step"/>: the row rests.</summary>
    const int Resting = -1;

    /// <summary>Number of rows.</summary>
    int Rows { get; }

    /// <summary>Number of tokens in a row.</summary>
    /// <param name="row">0 … <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    int Length(int row);

    /// <summary>Adds tokens to the end of one row, all in one pass.</summary>
    /// <param name="row">0 … <see cref="Rows"/> − 1.</param>
    /// <param name="tokens">At least one.</param>
    /// <param name="lastLogits">V numbers, overwritten with the logits of what follows the last of the tokens; or empty, when nobody wants
    /// them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or a token is not in 0 … V − 1.</exception>
    /// <exception cref="ArgumentException">There are no tokens, the row would grow longer than the model's context, or
    /// <paramref name="lastLogits"/> has another length than 0 or V.</exception>
    void Append(int row, ReadOnlySpan<int> tokens, Span<float> lastLogits);

    /// <summary>Adds one token to every row and gives the logits of what follows it: one pass over the weights for all rows.</summary>
    /// <param name="tokens">One for each row; <see cref="Resting"/> leaves a row and its logits as they are.</param>
    /// <param name="logits">Rows · V numbers, row after row, overwritten: logit v of row r is <c>logits[r · V + v]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A token is neither <see cref="Resting"/> nor in 0 … V − 1.</exception>
    /// <exception cref="ArgumentException">A row would grow longer than the model's context, or a length is wrong.</exception>
    void Step(ReadOnlySpan<int> tokens, Span<float> logits);

    /// <summary>Every row becomes a copy of what some row was before: row r of row <paramref name="parents"/>[r].</summary>
    /// <param name="parents">One for each row, each 0 … <see cref="Rows"/> − 1; several may be the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException">There is not one parent for each row.</exception>
    void Reorder(ReadOnlySpan<int> parents);

    /// <summary>Forgets the end of a row.</summary>
    /// <param name="row">0 … <see cref="Rows"/> − 1.</param>
    /// <param name="length">Tokens to keep, 0 … the length of the row.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or it isn't that long.</exception>
    void Truncate(int row, int length);
}
