using System.Text;

using AlignmentToolkit.LanguageModels.Tokenizers;

namespace AlignmentToolkit.LanguageModels.Chat;

/// <summary>How a family of models wants a conversation written.</summary>
/// <remarks>
/// The text has the marks of the family in it, a begin token included where there is one: <see cref="Encode"/> adds no second one, and
/// neither does <see cref="EncodingOptions.Rendered"/>. Marks in a message count like the template's own.
/// </remarks>
public abstract class ChatTemplate
{
    /// <summary>Name of the family, such as <c>ChatML</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The mark after the text of a turn; a model writes it where its answer ends.</summary>
    public abstract string EndOfTurn { get; }

    /// <summary>All marks that a rendered text may hold, each a token of its own.</summary>
    public abstract IReadOnlyList<string> Marks { get; }

    /// <summary>Writes a conversation.</summary>
    /// <param name="messages">The turns, in order. A system message may only be the first.</param>
    /// <param name="addsGenerationPrompt">Whether the head of an answer by the model follows.</param>
    /// <exception cref="ArgumentException">A system message stands elsewhere, or a message is null.</exception>
    public string Render(IReadOnlyList<ChatMessage> messages, bool addsGenerationPrompt = true)
    {
        ArgumentNullException.ThrowIfNull(messages);
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i] is null) throw new ArgumentException($"Message {i} is null.", nameof(messages));
            if (i > 0 && messages[i].Role == ChatRole.System)
                throw new ArgumentException($"Message {i} is a system message; only the first may be one.", nameof(messages));
        }

        bool hasSystem = messages.Count > 0 && messages[0].Role == ChatRole.System;
        StringBuilder text = new();
        AppendSystem(text, hasSystem ? messages[0].Text : null);
        foreach (ChatMessage message in messages.Skip(hasSystem ? 1 : 0)) AppendTurn(text, RoleName(message.Role), message.Text);
        if (addsGenerationPrompt) AppendHead(text, RoleName(ChatRole.Assistant));
        return text.ToString();
    }

    /// <summary>Ids of a conversation, with the marks of the template and none besides.</summary>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="messages">The turns, in order. A system message may only be the first.</param>
    /// <param name="addsGenerationPrompt">Whether the head of an answer by the model follows.</param>
    /// <exception cref="ArgumentException">
    /// A system message stands elsewhere, a message is null, or a mark of the template is no token of the tokenizer.
    /// </exception>
    public int[] Encode(ITokenizer tokenizer, IReadOnlyList<ChatMessage> messages, bool addsGenerationPrompt = true)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        if (MissingMark(tokenizer) is string mark)
            throw new ArgumentException($"The tokenizer has no token {mark}, which {Name} needs.", nameof(tokenizer));
        return tokenizer.Encode(Render(messages, addsGenerationPrompt), EncodingOptions.Rendered);
    }

    /// <summary>The first of <see cref="Marks"/> that a tokenizer takes for mere letters; null where it knows them all.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    public string? MissingMark(ITokenizer tokenizer) =>
        Marks.FirstOrDefault(mark => tokenizer.Encode(mark, EncodingOptions.Rendered).Length != 1);

    /// <summary>What stands before the first turn of user or model.</summary>
    internal abstract void AppendSystem(StringBuilder text, string? system);

    /// <summary>One turn.</summary>
    internal abstract void AppendTurn(StringBuilder text, string role, string content);

    /// <summary>The head of a turn.</summary>
    internal abstract void AppendHead(StringBuilder text, string role);

    private protected static string RoleName(ChatRole role) => role switch
    {
        ChatRole.System => "system",
        ChatRole.User => "user",
        ChatRole.Assistant => "assistant",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "A role is system, user or assistant."),
    };
}
