using System.Text;

namespace AlignmentToolkit.Decoding;

/// <summary>Finds texts that end an answer, also where they are spread over several tokens, and keeps them out of what is shown.</summary>
/// <remarks>
/// Text that could be the beginning of a stop text is held back until the next piece decides. Comparison is ordinal; of several stop texts
/// the one that begins first ends the answer.
/// </remarks>
/// <example>
/// <code>
/// StopText stop = new(["\nUser:"]);
/// while (generation.TryNext(out int token) &amp;&amp; !stop.IsFound) Console.Write(stop.Push(decoder.Push(token)));
/// if (!stop.IsFound) Console.Write(stop.Rest());
/// </code>
/// </example>
public sealed class StopText
{
    private readonly string[] _stops;
    private readonly StringBuilder _held = new();

    /// <summary>Looks for some texts.</summary>
    /// <param name="stops">None empty; no text at all lets everything pass.</param>
    /// <exception cref="ArgumentException">A text is empty.</exception>
    public StopText(IEnumerable<string> stops)
    {
        _stops = [.. stops];
        if (_stops.Contains("")) throw new ArgumentException("A stop text is empty; it needs at least one character.", nameof(stops));
    }

    /// <summary>Whether a stop text has come.</summary>
    public bool IsFound { get; private set; }

    /// <summary>Takes the next piece of an answer and returns what can be shown by now.</summary>
    /// <param name="piece">The text of the next token, perhaps empty.</param>
    /// <returns>Text before any stop text; nothing once one has been found.</returns>
    public string Push(string piece)
    {
        if (IsFound) return "";
        if (_stops.Length == 0) return piece;
        string text = _held.Append(piece).ToString();
        _held.Clear();
        int end = text.Length;
        foreach (string stop in _stops)
        {
            int found = text.IndexOf(stop, StringComparison.Ordinal);
            if (found < 0 || found > end || (IsFound && found == end)) continue;
            (end, IsFound) = (found, true);
        }

        if (IsFound) return text[..end];
        int held = _stops.Max(stop => HeldBack(text, stop));
        _held.Append(text, text.Length - held, held);
        return text[..^held];
    }

    /// <summary>What is still held back when an answer has ended without a stop text.</summary>
    public string Rest()
    {
        string rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    /// <summary>Length of the longest end of a text that a stop text begins with.</summary>
    private static int HeldBack(string text, string stop)
    {
        for (int length = Math.Min(text.Length, stop.Length - 1); length > 0; length--)
            if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length))) return length;
        return 0;
    }
}
