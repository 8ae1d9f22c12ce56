using System.Text.Json;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Chat;

/// <summary>Finds the chat template of a HuggingFace folder and recognises its family; templates are programs, and none is run.</summary>
internal static class ChatTemplateFile
{
    private const string QwenGreeting = "You are Qwen, created by Alibaba Cloud. You are a helpful assistant.";
    private const string Greeting = "You are a helpful assistant.";

    /// <returns>Null where the folder has no template.</returns>
    /// <exception cref="InvalidDataException">The template is of an unknown family, or the file is broken.</exception>
    public static ChatTemplate? Read(string folder)
    {
        string alone = Path.Combine(folder, "chat_template.jinja"), config = Path.Combine(folder, "tokenizer_config.json");
        (string path, string? template) = File.Exists(alone) ? (alone, File.ReadAllText(alone))
            : File.Exists(config) ? (config, FromConfig(config))
            : (folder, null);
        if (template is null) return null;
        return Recognise(template) ?? throw CheckpointErrors.Refuse(
            CheckpointError.UnknownChatTemplate,
            path,
            "the chat template is none of ChatML (Qwen2, Qwen2.5) and Llama 3; write the prompt out yourself");
    }

    /// <summary>The family of a template, told by its marks and by what it says where nobody speaks; null where it is unknown.</summary>
    public static ChatTemplate? Recognise(string template)
    {
        bool has(string text) => template.Contains(text, StringComparison.Ordinal);
        bool isChatMarkup = has("<|im_start|>") && has("<|im_end|>"), isLlama = has("<|start_header_id|>") && has("<|eot_id|>");

        // Reasoning models write turns of their own kind between the same marks.
        if (isChatMarkup == isLlama || has("<think>")) return null;
        if (isLlama) return has("Cutting Knowledge Date") ? Llama3ChatTemplate.WithDates : Llama3ChatTemplate.WithoutDates;
        return has(QwenGreeting) ? ChatMarkupTemplate.Qwen25 : has(Greeting) ? ChatMarkupTemplate.Qwen2 : new ChatMarkupTemplate(null);
    }

    private static string? FromConfig(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);
            if (!document.RootElement.TryGetProperty("chat_template", out JsonElement template)) return null;
            return template.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Array => Named(template, "default"),
                _ => template.GetString(),
            };
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw CheckpointErrors.Refuse(CheckpointError.InvalidTokenizer, path, cause.Message);
        }
    }

    private static string? Named(JsonElement templates, string name)
    {
        foreach (JsonElement template in templates.EnumerateArray())
        {
            if (template.GetProperty("name").GetString() == name) return template.GetProperty("template").GetString();
        }

        return null;
    }
}
