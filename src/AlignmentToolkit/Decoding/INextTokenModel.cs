namespace AlignmentToolkit.Decoding;

/// <summary>Anything that, given the tokens so far, has one logit for every token that could come next.</summary>
/// <remarks>
/// Weights belong to the model and are shared; what a text has left behind (keys and values, or just its tokens) belongs to a row of an
/// <see cref="IDecodingState"/>. Two contexts that are to be decoded side by side with one pass over the weights are two rows of one state.
/// </remarks>
public interface INextTokenModel
{
    /// <summary>V: number of tokens, and length of a row of logits.</summary>
    int VocabularySize { get; }

    /// <summary>Most tokens a row can hold, prompt and answer together.</summary>
    int ContextLength { get; }

    /// <summary>Empty contexts.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is less than 1.</exception>
    IDecodingState NewState(int rows);
}
