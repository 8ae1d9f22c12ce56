namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>What the patterns of pre-tokenizers tell apart: <c>\p{L}</c>, <c>\p{N}</c>, <c>\s</c>, and the rest.</summary>
internal enum LetterClass : byte
{
    /// <summary>Punctuation, marks, symbols, controls.</summary>
    Other,

    /// <summary><c>\p{L}</c>.</summary>
    Letter,

    /// <summary><c>\p{N}</c>.</summary>
    Number,

    /// <summary><c>\s</c>, line ends included.</summary>
    Space,
}
