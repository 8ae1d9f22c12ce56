using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlignmentToolkit.Privacy.Events;

/// <summary>Events as text and back.</summary>
internal static class PrivacyEventJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        // No noise at all is 0, nothing but noise is "Infinity".
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        PropertyNameCaseInsensitive = false,
    };

    public static string Write(PrivacyEvent privacyEvent) => JsonSerializer.Serialize(privacyEvent, Format);

    public static PrivacyEvent Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<PrivacyEvent>(json, Format)
                ?? throw new InvalidDataException("A privacy event is a JSON object, not null.");
        }
        catch (JsonException error)
        {
            string place = $"{error.Path ?? "$"}, line {error.LineNumber + 1}";
            throw new InvalidDataException($"Not a privacy event at {place}: {error.Message}", error);
        }
        catch (NotSupportedException error)
        {
            throw new InvalidDataException($"Not a privacy event: every event needs a property \"kind\". {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new InvalidDataException($"Not a privacy event: {error.Message}", error);
        }
    }
}
