using System.Text;

namespace AlignmentToolkit.LanguageModels.Chat;

/// <summary>How a family of models wants a conversation written.</summary>
/// <remarks>
/// The text has the marks of the family in it, a begin token included where there is one: encode it with
/// <see cref="Tokenizers.EncodingOptions.Rendered"/>, or a model reads two begin tokens. Marks in a message count like the template's own.
/// </remarks>
public abstract class ChatTemplate
{
    /// <summary>Name of the family, such as <c>ChatML</c>.</summary>
    public abstract string Name { get; }

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
