using System.Text;

namespace AlignmentToolkit.LanguageModels.Chat;

/// <summary>ChatML, as Qwen2 and Qwen2.5 use it: <c>&lt;|im_start|&gt;ROLE⏎TEXT&lt;|im_end|&gt;⏎</c>.</summary>
public sealed class ChatMarkupTemplate : ChatTemplate
{
    private const string Start = "<|im_start|>";

    /// <summary>A template.</summary>
    /// <param name="defaultSystem">Text of the system message where a conversation has none; null for no such message.</param>
    public ChatMarkupTemplate(string? defaultSystem) => DefaultSystem = defaultSystem;

    /// <summary>Qwen2: "You are a helpful assistant."</summary>
    public static ChatMarkupTemplate Qwen2 { get; } = new("You are a helpful assistant.");

    /// <summary>Qwen2.5: "You are Qwen, created by Alibaba Cloud. You are a helpful assistant."</summary>
    public static ChatMarkupTemplate Qwen25 { get; } = new("You are Qwen, created by Alibaba Cloud. You are a helpful assistant.");

    /// <inheritdoc/>
    public override string Name => "ChatML";

    /// <inheritdoc/>
    public override string EndOfTurn => "<|im_end|>";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Marks => [Start, EndOfTurn];

    /// <summary>Text of the system message where a conversation has none.</summary>
    public string? DefaultSystem { get; }

    internal override void AppendSystem(StringBuilder text, string? system)
    {
        if ((system ?? DefaultSystem) is string content) AppendTurn(text, RoleName(ChatRole.System), content);
    }

    internal override void AppendTurn(StringBuilder text, string role, string content)
    {
        AppendHead(text, role);
        text.Append(content).Append(EndOfTurn).Append('\n');
    }

    internal override void AppendHead(StringBuilder text, string role) => text.Append(Start).Append(role).Append('\n');
}
