using System.Buffers;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Tokens that are cut out of a text before anything else is done to it; at one place the longest counts.</summary>
internal sealed class AddedTokens
{
    private readonly (string Text, int Id)[] _longestFirst;
    private readonly SearchValues<string> _search;

    public AddedTokens(IEnumerable<(string Text, int Id)> tokens)
    {
        _longestFirst = [.. tokens.OrderByDescending(token => token.Text.Length)];
        _search = SearchValues.Create([.. _longestFirst.Select(token => token.Text)], StringComparison.Ordinal);
    }

    /// <summary>The first token in a text.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryFind(ReadOnlySpan<char> text, out int start, out int length, out int id)
    {
        length = id = 0;
        start = _longestFirst.Length == 0 ? -1 : text.IndexOfAny(_search);
        if (start < 0) return false;
        foreach ((string token, int tokenId) in _longestFirst)
        {
            if (!text[start..].StartsWith(token, StringComparison.Ordinal)) continue;
            (length, id) = (token.Length, tokenId);
            break;
        }

        return true;
    }
}
