using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Ways in which a valid safetensors file can be spoilt, by chance that is named.</summary>
internal sealed partial class HeaderMutations(RandomStream stream)
{
    private static readonly string[] s_numbers =
    [
        "0", "1", "7", "8", "24", "-1", "1.0", "1e3", "01", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808",
        "18446744073709551615", "18446744073709551616", "1" + new string('0', 200), "null", "\"8\"", "[]", "NaN",
    ];

    private static readonly string[] s_texts =
    [
        "F32", "F64", "BF16", "BOOL", "F4", "F6_E2M3", "C64", "f32", "", "dtype", "shape", "data_offsets", "__metadata__", "a", @"\u0061",
        @"\ud800", @"\u0000", "\\", new string('n', 5000), "../../x",
    ];

    /// <summary>A file with one to three of its parts changed.</summary>
    public byte[] Mutate(byte[] file)
    {
        int headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        byte[] header = file[8..(8 + headerLength)];
        byte[] data = file[(8 + headerLength)..];
        for (int i = stream.NextInt32(3); i >= 0; i--)
        {
            int kind = stream.NextInt32(8);
            if (kind == 0) header = Damaged(header);
            else if (kind == 1) data = Damaged(data);
            else header = Encoding.UTF8.GetBytes(Rewritten(Encoding.UTF8.GetString(header), kind));
        }

        byte[] mutant = SafeTensorsBytes.Of(header, data);
        int last = stream.NextInt32(8);
        if (last == 0) BinaryPrimitives.WriteUInt64LittleEndian(mutant, HostileLength(mutant.Length));
        return last == 1 ? Damaged(mutant) : mutant;
    }

    private string Rewritten(string header, int kind) => kind switch
    {
        2 or 3 => Replaced(Numbers(), header, s_numbers[stream.NextInt32(s_numbers.Length)]),
        4 => Replaced(Strings(), header, $"\"{s_texts[stream.NextInt32(s_texts.Length)]}\""),
        5 => Duplicated(header),
        6 => Replaced(Values(), header, Nested(1 + stream.NextInt32(2000))),
        _ => Replaced(Punctuation(), header, s_numbers[stream.NextInt32(8)]),
    };

    private string Replaced(Regex pattern, string header, string replacement)
    {
        MatchCollection found = pattern.Matches(header);
        if (found.Count == 0) return header + replacement;
        Match chosen = found[stream.NextInt32(found.Count)];
        return header[..chosen.Index] + replacement + header[(chosen.Index + chosen.Length)..];
    }

    /// <summary>One of the fields of the header or of a tensor once more, after itself.</summary>
    private string Duplicated(string header)
    {
        MatchCollection found = Fields().Matches(header);
        if (found.Count == 0) return header + header;
        Match chosen = found[stream.NextInt32(found.Count)];
        return header.Insert(chosen.Index, chosen.Value + ",");
    }

    private string Nested(int depth) => stream.NextInt32(3) switch
    {
        0 => new string('[', depth),
        1 => new string('[', depth) + new string(']', depth),
        _ => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "0" + new string('}', depth),
    };

    /// <summary>A bit turned, bytes cut off, taken out, put in or doubled.</summary>
    private byte[] Damaged(byte[] bytes)
    {
        if (bytes.Length == 0) return [(byte)stream.NextInt32(256)];
        int place = stream.NextInt32(bytes.Length);
        int end = place + stream.NextInt32(Math.Min(64, bytes.Length - place) + 1);
        switch (stream.NextInt32(5))
        {
            case 0:
                byte[] flipped = [.. bytes];
                flipped[place] ^= (byte)(1 << stream.NextInt32(8));
                return flipped;
            case 1: return bytes[..place];
            case 2: return [.. bytes[..place], .. bytes[end..]];
            case 3: return [.. bytes[..place], (byte)stream.NextInt32(256), .. bytes[place..]];
            default: return [.. bytes[..end], .. bytes[place..]];
        }
    }

    private ulong HostileLength(int fileLength) => stream.NextInt32(4) switch
    {
        0 => stream.NextUInt64(),
        1 => (ulong)stream.NextInt32(100_000_001),
        2 => ulong.MaxValue - (ulong)stream.NextInt32(16),
        _ => (ulong)stream.NextInt32(fileLength + 1),
    };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Strings();

    [GeneratedRegex("\"[^\"]*\"(?=[,}])|\\[[^\\]]*\\]|[0-9]+")]
    private static partial Regex Values();

    [GeneratedRegex("[\\[\\]{}:,]")]
    private static partial Regex Punctuation();

    [GeneratedRegex("\"[^\"]*\":(\"[^\"]*\"|\\[[^\\]]*\\]|\\{[^{}]*\\})")]
    private static partial Regex Fields();
}
