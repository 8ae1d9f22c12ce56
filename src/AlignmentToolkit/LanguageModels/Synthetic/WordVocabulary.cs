namespace AlignmentToolkit.LanguageModels.Synthetic;

/// <summary>A token for each word of a small language.</summary>
public sealed class WordVocabulary
{
    private readonly string[] _words;
    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);

    /// <summary>A vocabulary; the place of a word is its token.</summary>
    /// <param name="words">The words, all different, none empty or with white space.</param>
    /// <exception cref="ArgumentException">A word appears twice, is empty or has white space.</exception>
    public WordVocabulary(IEnumerable<string> words)
    {
        _words = [.. words];
        for (int token = 0; token < _words.Length; token++)
        {
            string word = _words[token];
            if (word.Length == 0 || word.Any(char.IsWhiteSpace))
                throw new ArgumentException($"Word {token}, '{word}', is empty or has white space.", nameof(words));
            if (!_tokens.TryAdd(word, token)) throw new ArgumentException($"The word '{word}' appears twice.", nameof(words));
        }
    }

    /// <summary>Number of words.</summary>
    public int Count => _words.Length;

    /// <summary>The words in the order of their tokens.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Token of a word.</summary>
    /// <exception cref="ArgumentException">The vocabulary does not have it.</exception>
    public int this[string word] => _tokens.TryGetValue(word, out int token)
        ? token
        : throw new ArgumentException($"The vocabulary of {Count} words has no '{word}'.", nameof(word));

    /// <summary>Tokens of words with white space between them.</summary>
    /// <exception cref="ArgumentException">The vocabulary does not have one of them.</exception>
    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => this[word])];
    }

    /// <summary>Words with a space between them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such token.</exception>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        List<string> words = new(tokens.Length);
        foreach (int token in tokens)
        {
            if ((uint)token >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(tokens), token, $"The vocabulary has {Count} words.");
            words.Add(_words[token]);
        }

        return string.Join(' ', words);
    }
}
