using System.Buffers.Binary;
using System.Text;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Files written out by hand: header length, header, numbers.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, int dataBytes = 0) => Of(Encoding.UTF8.GetBytes(header), new byte[dataBytes]);

    public static byte[] Of(byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }
}
