using System.Text.Json;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>Typed fields of a JSON object; what is wrong with one is said with file and key. A field that is null counts as
/// absent.</summary>
internal readonly struct JsonFields
{
    private readonly string _path;
    private readonly string _prefix;
    private readonly JsonElement _object;

    private JsonFields(string path, string prefix, JsonElement element)
    {
        _path = path;
        _prefix = prefix;
        _object = element;
        if (element.ValueKind != JsonValueKind.Object) throw Refuse(prefix.TrimEnd('.'), "an object");
    }

    /// <summary>Parses a file.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, or no object.</exception>
    public static JsonFields Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new JsonFields(path, string.Empty, document.RootElement.Clone());
        }
        catch (JsonException cause)
        {
            throw CheckpointErrors.Refuse(CheckpointError.InvalidSettings, path, $"this is not JSON: {cause.Message}", cause);
        }
    }

    public bool Has(string key) => Find(key) is not null;

    public int Int32(string key) => Int32OrNull(key) ?? throw Missing(key);

    public int? Int32OrNull(string key) => Find(key) is not JsonElement value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number
        : throw Refuse(key, "a whole number of 32 bits");

    public double? DoubleOrNull(string key) => Find(key) is not JsonElement value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) ? number
        : throw Refuse(key, "a number");

    public bool? BooleanOrNull(string key) => Find(key) is not JsonElement value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Refuse(key, "true or false");

    public string? StringOrNull(string key) => Find(key) is not JsonElement value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Refuse(key, "a string");

    public JsonFields? ObjectOrNull(string key) =>
        Find(key) is JsonElement value ? new JsonFields(_path, $"{_prefix}{key}.", value) : null;

    /// <summary>A list of strings.</summary>
    public IReadOnlyList<string> Strings(string key)
    {
        if (Find(key) is not JsonElement value) return [];
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw Refuse(key, "a list of strings");
        return [.. value.EnumerateArray().Select(item => item.GetString()!)];
    }

    /// <summary>One whole number, or a list of them.</summary>
    public IReadOnlyList<int>? Int32OrListOrNull(string key)
    {
        if (Find(key) is not JsonElement value) return null;
        if (value.ValueKind != JsonValueKind.Array) return [Int32(key)];
        if (value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Number || !item.TryGetInt32(out _)))
            throw Refuse(key, "a whole number or a list of them");
        return [.. value.EnumerateArray().Select(item => item.GetInt32())];
    }

    /// <summary>The refusal of a value.</summary>
    public InvalidDataException Refuse(string key, string expectation)
    {
        string found = Find(key) is JsonElement value ? value.GetRawText() : "absent";
        if (found.Length > 60) found = $"{found[..60]}…";
        return CheckpointErrors.Refuse(CheckpointError.InvalidSettings, _path, $"{_prefix}{key} should be {expectation}, and is {found}");
    }

    /// <summary>The refusal of what the toolkit does not run.</summary>
    public InvalidDataException Unknown(string what) => CheckpointErrors.Refuse(CheckpointError.UnknownArchitecture, _path, what);

    private InvalidDataException Missing(string key) =>
        CheckpointErrors.Refuse(CheckpointError.InvalidSettings, _path, $"{_prefix}{key} is missing");

    private JsonElement? Find(string key) =>
        _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(key, out JsonElement value)
        && value.ValueKind != JsonValueKind.Null ? value : null;
}
