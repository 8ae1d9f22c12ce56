namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>What encoding does about special tokens.</summary>
/// <param name="AddsSpecialTokens">
/// Whether the marks that the tokenizer puts around a text (a begin token, say) are added. Off where a chat template has written them.
/// </param>
/// <param name="RecognisesSpecialTokens">Whether <c>&lt;|im_end|&gt;</c> in the text means the token; off, its letters are plain
/// text.</param>
public readonly record struct EncodingOptions(bool AddsSpecialTokens, bool RecognisesSpecialTokens)
{
    /// <summary>Both on, as HuggingFace does by itself.</summary>
    public static EncodingOptions Default => new(true, true);

    /// <summary>For a text that a chat template has rendered: nothing is added, marks in the text count.</summary>
    public static EncodingOptions Rendered => new(false, true);

    /// <summary>For words from elsewhere: nothing is added, and no word becomes a mark.</summary>
    public static EncodingOptions PlainText => new(false, false);
}
