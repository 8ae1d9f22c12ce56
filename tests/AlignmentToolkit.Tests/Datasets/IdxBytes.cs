using System.Buffers.Binary;
using System.IO.Compression;

namespace AlignmentToolkit.Tests.Datasets;

/// <summary>Writes IDX files byte by byte, as their description has it, also wrong ones.</summary>
internal static class IdxBytes
{
    public static byte[] Create(int[] shape, byte[] elements, byte type = 0x08, int? dimensions = null)
    {
        byte[] bytes = new byte[4 + 4 * shape.Length + elements.Length];
        bytes[2] = type;
        bytes[3] = (byte)(dimensions ?? shape.Length);
        for (int d = 0; d < shape.Length; d++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * d), shape[d]);
        elements.CopyTo(bytes, 4 + 4 * shape.Length);
        return bytes;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using MemoryStream result = new();
        using (GZipStream gzip = new(result, CompressionLevel.Optimal)) gzip.Write(bytes);
        return result.ToArray();
    }
}
