using System.Runtime.CompilerServices;
using System.Text;

using AlignmentToolkit.Decoding;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Text;

/// <summary>An answer in the making, as text: pieces without broken characters, up to the first stop text.</summary>
/// <example>
/// <code>
/// using Generation generation = new(model, tokenizer.Encode("Once upon a time"), settings, RandomStream.From("story"));
/// foreach (string piece in new TextAnswer(generation, tokenizer).Stream()) Console.Write(piece);
/// </code>
/// </example>
public sealed class TextAnswer
{
    private readonly Generation _generation;
    private readonly StreamingDecoder _decoder;
    private readonly StopText _stop;
    private readonly StringBuilder _text = new();
    private bool _isFinished;

    /// <summary>The text of an answer.</summary>
    /// <param name="generation">The answer; it stays the caller's to dispose of.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="stops">Texts that end the answer and are no part of it; null for none.</param>
    /// <exception cref="ArgumentException">A stop text is empty.</exception>
    public TextAnswer(Generation generation, ITokenizer tokenizer, IEnumerable<string>? stops = null)
    {
        ArgumentNullException.ThrowIfNull(generation);
        ArgumentNullException.ThrowIfNull(tokenizer);
        _generation = generation;
        _decoder = new StreamingDecoder(tokenizer, previous: generation.Context[^1]);
        _stop = new StopText(stops ?? []);
    }

    /// <summary>The text so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Whether a stop text has ended the answer.</summary>
    public bool IsStoppedByText => _stop.IsFound;

    /// <summary>Generates one more token and gives the text that became certain with it.</summary>
    /// <param name="piece">The text, perhaps empty: a character may be spread over tokens, and the beginning of a stop text waits.</param>
    /// <returns>False when the answer had ended; there may still be a last piece then.</returns>
    /// <exception cref="InvalidLogitsException">The model or the chain left nothing to choose from.</exception>
    public bool TryNext(out string piece)
    {
        piece = "";
        if (_isFinished) return false;
        bool isGoingOn = !_stop.IsFound && _generation.TryNext(out int token) && Push(_decoder.Append(token), out piece);
        if (!isGoingOn && !_stop.IsFound)
        {
            Push(_decoder.Finish(), out piece);
            if (!_stop.IsFound) piece += _stop.Rest();
        }

        _isFinished = !isGoingOn;
        _text.Append(piece);
        return isGoingOn;
    }

    /// <summary>The rest of the answer piece by piece, each generated when it is asked for.</summary>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="OperationCanceledException">The generation was stopped; the text so far can still be read.</exception>
    public IEnumerable<string> Stream(CancellationToken cancellation = default)
    {
        bool isGoingOn;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            isGoingOn = TryNext(out string piece);
            if (piece.Length > 0) yield return piece;
        }
        while (isGoingOn);
    }

    /// <summary>The rest of the answer piece by piece, generated on another thread while the caller is free.</summary>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="OperationCanceledException">The generation was stopped; the text so far can still be read.</exception>
    public async IAsyncEnumerable<string> StreamAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        bool isGoingOn;
        do
        {
            (isGoingOn, string piece) = await Task.Run(Next, cancellation).ConfigureAwait(false);
            if (piece.Length > 0) yield return piece;
        }
        while (isGoingOn);

        (bool, string) Next() => (TryNext(out string piece), piece);
    }

    /// <summary>Generates the rest and returns the whole text.</summary>
    /// <param name="cancellation">Stops between tokens.</param>
    /// <exception cref="OperationCanceledException">The generation was stopped; the text so far can still be read.</exception>
    public string ToEnd(CancellationToken cancellation = default)
    {
        foreach (string _ in Stream(cancellation))
        {
        }

        return Text;
    }

    private bool Push(ReadOnlySpan<char> letters, out string piece)
    {
        piece = _stop.Push(letters.ToString());
        return !_stop.IsFound;
    }
}
