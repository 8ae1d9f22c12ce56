namespace AlignmentToolkit.LanguageModels.Synthetic;

/// <summary>One way to write a symbol.</summary>
/// <param name="Symbol">What is written.</param>
/// <param name="Weight">How often, relative to the other rules of the symbol, positive.</param>
/// <param name="Expansion">Symbols and words it becomes; what has rules of its own is a symbol, all else a word.</param>
public sealed record GrammarRule(string Symbol, double Weight, params string[] Expansion);
