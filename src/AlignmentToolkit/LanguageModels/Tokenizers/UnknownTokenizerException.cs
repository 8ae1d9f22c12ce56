namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>A part of a tokenizer that is well-formed and of an unknown kind; the reader of the file adds where it stands.</summary>
internal sealed class UnknownTokenizerException(string message) : Exception(message);
