using AlignmentToolkit.LanguageModels.Chat;
using AlignmentToolkit.LanguageModels.Pretrained;
using AlignmentToolkit.LanguageModels.Tokenizers;

namespace AlignmentToolkit.Cli.Generating;

/// <summary>What a model is given to go on with, and what ends its answer.</summary>
/// <param name="Ids">Tokens of the prompt, with all marks around it.</param>
/// <param name="EndIds">Tokens that end the answer.</param>
internal sealed record GenerationPrompt(int[] Ids, IReadOnlyList<int> EndIds)
{
    /// <summary>The prompt of a request: the text itself, or with <c>--chat</c> the conversation that it opens.</summary>
    /// <exception cref="ArgumentException">The prompt is empty where it may not be, or leaves no room in the model's context.</exception>
    /// <exception cref="InvalidDataException">The model has no chat template, one of an unknown family, or one that its tokenizer does not
    /// know.</exception>
    public static GenerationPrompt Of(GenerationRequest request, IPretrainedModel checkpoint, ITokenizer tokenizer)
    {
        IReadOnlyList<int> endIds = checkpoint.Generation.EndIds;
        GenerationPrompt prompt = request.IsChat
            ? Conversation(request, Template(checkpoint, tokenizer), tokenizer, endIds)
            : new GenerationPrompt(tokenizer.Encode(request.Prompt), endIds);
        if (prompt.Ids.Length == 0)
            throw new ArgumentException("--prompt is empty, and this model has no token to begin a text with. Allowed: a text.");
        int room = checkpoint.Settings.ContextLength;
        if (prompt.Ids.Length < room) return prompt;
        throw new ArgumentException(
            $"--prompt has {prompt.Ids.Length} tokens. Allowed: at most {room - 1} with this model's context of {room}.");
    }

    private static ChatTemplate Template(IPretrainedModel checkpoint, ITokenizer tokenizer)
    {
        ChatTemplate template = checkpoint.ChatTemplate ?? throw new InvalidDataException(
            $"{checkpoint.Location}: --chat needs a chat template, and there is neither chat_template.jinja nor a chat_template in "
            + "tokenizer_config.json beside the model. Without --chat the prompt goes to the model as it is.");
        if (template.MissingMark(tokenizer) is not string mark) return template;
        throw new InvalidDataException(
            $"{checkpoint.Location}: the chat template ({template.Name}) writes {mark}, which is no token of the model's tokenizer.");
    }

    // A checkpoint of a base model knows only the end of a text, and the template adds the end of a turn.
    private static GenerationPrompt Conversation(
        GenerationRequest request, ChatTemplate template, ITokenizer tokenizer, IReadOnlyList<int> endIds)
    {
        ChatMessage question = new(ChatRole.User, request.Prompt);
        int[] ids = template.Encode(
            tokenizer, request.System is null ? [question] : [new ChatMessage(ChatRole.System, request.System), question]);
        return new GenerationPrompt(ids, [.. endIds.Union(tokenizer.Encode(template.EndOfTurn, EncodingOptions.Rendered))]);
    }
}
