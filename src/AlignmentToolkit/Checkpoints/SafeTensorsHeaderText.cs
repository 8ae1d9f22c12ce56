using System.Globalization;
using System.Text;

namespace AlignmentToolkit.Checkpoints;

/// <summary>The header of a file to be written, letter for letter as the reference implementation writes it.</summary>
internal static class SafeTensorsHeaderText
{
    /// <summary>JSON without blanks, then spaces up to a multiple of eight.</summary>
    public static byte[] Compose(IReadOnlyDictionary<string, string> metadata, IReadOnlyList<TensorContent> inOrder)
    {
        StringBuilder json = new("{");
        if (metadata.Count > 0) AppendMetadata(json, metadata);
        long offset = 0;
        foreach (TensorContent tensor in inOrder)
        {
            Separate(json);
            AppendString(json, tensor.Name);
            json.Append(CultureInfo.InvariantCulture, $":{{\"dtype\":\"{tensor.ElementType.FileName()}\",\"shape\":[");
            for (int i = 0; i < tensor.Shape.Rank; i++)
                json.Append(i == 0 ? string.Empty : ",").Append(tensor.Shape[i].ToString(CultureInfo.InvariantCulture));
            json.Append(CultureInfo.InvariantCulture, $"],\"data_offsets\":[{offset},{offset + tensor.ByteCount}]}}");
            offset += tensor.ByteCount;
        }

        byte[] text = Encoding.UTF8.GetBytes(json.Append('}').ToString());
        byte[] header = new byte[(text.Length + 7) / 8 * 8];
        text.CopyTo(header, 0);
        header.AsSpan(text.Length).Fill((byte)' ');
        return header;
    }

    private static void AppendMetadata(StringBuilder json, IReadOnlyDictionary<string, string> metadata)
    {
        json.Append("\"__metadata__\":{");
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Separate(json);
            AppendString(json, key);
            json.Append(':');
            AppendString(json, value);
        }

        json.Append('}');
    }

    private static void Separate(StringBuilder json)
    {
        if (json[^1] != '{') json.Append(',');
    }

    // The reference escapes what JSON demands and nothing else.
    private static void AppendString(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char letter in text)
        {
            _ = letter switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => json.Append(letter),
            };
        }

        json.Append('"');
    }
}
