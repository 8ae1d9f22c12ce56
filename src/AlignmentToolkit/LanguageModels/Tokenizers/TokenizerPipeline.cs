using System.Text.Json;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>The steps around the merges in <c>tokenizer.json</c>: each is one of the known kinds or refused by name.</summary>
internal static class TokenizerPipeline
{
    /// <summary>Refuses models that are not byte-pair encodings of bytes.</summary>
    public static void RequireByteLevelModel(JsonElement model)
    {
        string type = Text(model, "type") ?? "BPE";
        if (type != "BPE") throw new UnknownTokenizerException($"model.type is {type}; BPE is known");
        if (Flag(model, "byte_fallback")) throw new UnknownTokenizerException("model.byte_fallback is true; byte-level models are known");
        foreach (string affix in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (Text(model, affix) is { Length: > 0 } text)
                throw new UnknownTokenizerException($"model.{affix} is \"{text}\"; none is known");
        }
    }

    /// <summary>Whether the normaliser is Form C; none otherwise.</summary>
    public static bool Composes(JsonElement root)
    {
        if (Part(root, "normalizer") is not JsonElement normaliser) return false;
        bool composes = false;
        foreach (JsonElement step in Steps(normaliser, "normalizers"))
        {
            if (Text(step, "type") != "NFC")
                throw new UnknownTokenizerException($"normalizer {Text(step, "type")} is unknown; NFC is known");
            composes = true;
        }

        return composes;
    }

    /// <summary>How words are found: <c>ByteLevel</c> by itself, or after a <c>Split</c> by a known expression.</summary>
    public static (WordPattern Pattern, bool AddsPrefixSpace) Pattern(JsonElement root)
    {
        WordPattern? pattern = null;
        bool isByteLevel = false, addsPrefixSpace = false;
        if (Part(root, "pre_tokenizer") is not JsonElement preTokenizer) throw new UnknownTokenizerException("pre_tokenizer is absent");
        foreach (JsonElement step in Steps(preTokenizer, "pretokenizers"))
        {
            string? type = Text(step, "type");
            if (isByteLevel || type is not ("Split" or "ByteLevel") || (type == "Split" && pattern is not null))
            {
                throw new UnknownTokenizerException(
                    $"pre_tokenizer {type} is unknown here; ByteLevel, or Split and then ByteLevel, is known");
            }

            if (type == "Split") pattern = SplitPattern(step);
            else
            {
                isByteLevel = true;
                addsPrefixSpace = Flag(step, "add_prefix_space");
                bool usesExpression = !step.TryGetProperty("use_regex", out JsonElement flag) || flag.ValueKind != JsonValueKind.False;
                if (usesExpression == (pattern is not null))
                {
                    throw new UnknownTokenizerException(
                        "pre_tokenizer ByteLevel should split words exactly where no Split stands before it");
                }
            }
        }

        if (!isByteLevel) throw new UnknownTokenizerException("pre_tokenizer has no ByteLevel");
        return (pattern ?? WordPattern.Gpt2, addsPrefixSpace);
    }

    /// <summary>Ids that the post-processor puts around a single text.</summary>
    public static (int[] Before, int[] After) Template(JsonElement root, IReadOnlyDictionary<string, int> ids)
    {
        List<int> before = [], after = [];
        if (Part(root, "post_processor") is not JsonElement postProcessor) return ([], []);
        foreach (JsonElement step in Steps(postProcessor, "processors"))
        {
            string? type = Text(step, "type");
            if (type == "ByteLevel") continue;
            if (type != "TemplateProcessing")
                throw new UnknownTokenizerException($"post_processor {type} is unknown; ByteLevel and TemplateProcessing are known");
            bool isBefore = true;
            foreach (JsonElement item in Required(step, "single").EnumerateArray())
            {
                if (item.TryGetProperty("Sequence", out _)) isBefore = false;
                else (isBefore ? before : after).Add(MarkId(item, ids));
            }
        }

        return ([.. before], [.. after]);
    }

    /// <summary>A field that is true; absent and null count as false.</summary>
    public static bool Flag(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null && value.GetBoolean();

    /// <summary>A field that has to be there.</summary>
    /// <exception cref="JsonException">It is absent or null.</exception>
    public static JsonElement Required(JsonElement of, string name) =>
        Part(of, name) ?? throw new JsonException($"the field {name} is missing");

    private static int MarkId(JsonElement item, IReadOnlyDictionary<string, int> ids)
    {
        string mark = Required(Required(item, "SpecialToken"), "id").GetString()!;
        return ids.TryGetValue(mark, out int id)
            ? id
            : throw new JsonException($"post_processor adds {PrintableName.Of(mark)}, which is no token");
    }

    private static WordPattern SplitPattern(JsonElement split)
    {
        string? expression = Required(split, "pattern").TryGetProperty("Regex", out JsonElement regex) ? regex.GetString() : null;
        string? behaviour = Text(split, "behavior");
        WordPattern? pattern = expression is null || behaviour != "Isolated" || Flag(split, "invert") ? null : WordPattern.Of(expression);
        return pattern ?? throw new UnknownTokenizerException(
            $"pre_tokenizer Split by {split.GetProperty("pattern").GetRawText()} ({behaviour}) is unknown; "
            + "those of GPT-2, Qwen2 and Llama-3 are known");
    }

    private static JsonElement[] Steps(JsonElement part, string list) =>
        Text(part, "type") == "Sequence" ? [.. Required(part, list).EnumerateArray()] : [part];

    private static JsonElement? Part(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement part) && part.ValueKind != JsonValueKind.Null ? part : null;

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
