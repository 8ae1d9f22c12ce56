namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>A token on its way through the layers.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Token">Which one.</param>
/// <param name="Place">Its place in the row: it sees places 0 … Place.</param>
/// <param name="Position">Position for the rotary embedding.</param>
internal readonly record struct CachedToken(int Row, int Token, int Place, int Position);
