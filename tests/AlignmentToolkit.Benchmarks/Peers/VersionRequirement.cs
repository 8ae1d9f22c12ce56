using System.Buffers.Binary;
using System.Text;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>
/// Edits the symbol-version requirements of an ELF shared library (64 bit, little endian; System V ABI and the GNU extension
/// <c>.gnu.version_r</c>).
/// </summary>
public static class VersionRequirement
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort FlagWeak = 0x2; // VER_FLG_WEAK: the loader goes on when the version is absent.

    /// <summary>Marks one required version weak; does nothing when it is so already.</summary>
    /// <remarks>
    /// The changed file is written beside the old one and renamed over it: <paramref name="path"/> may be a link into the package
    /// cache.
    /// </remarks>
    /// <exception cref="InvalidDataException">The file is no such library or does not require <paramref name="version"/>.</exception>
    public static void Weaken(string path, string version)
    {
        byte[] file = File.ReadAllBytes(path);
        int flags = FindFlags(file, version, path);
        ushort value = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(flags));
        if ((value & FlagWeak) != 0) return;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(flags), (ushort)(value | FlagWeak));
        Replace(path, file);
    }

    /// <summary>Offset of <c>vna_flags</c> in the entry (Elf64_Vernaux) of <paramref name="version"/>.</summary>
    private static int FindFlags(byte[] file, string version, string path)
    {
        ReadOnlySpan<byte> elf64LittleEndian = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1];
        if (file.Length < 64 || !file.AsSpan().StartsWith(elf64LittleEndian))
            throw new InvalidDataException($"{path}: not a 64-bit little-endian ELF file.");

        int headers = (int)UInt64At(file, 0x28), headerSize = UInt16At(file, 0x3a), count = UInt16At(file, 0x3c);
        for (int section = 0; section < count; section++)
        {
            int header = headers + section * headerSize;
            if (UInt32At(file, header + 4) != SectionTypeVersionNeeds) continue;
            int strings = (int)UInt64At(file, headers + (int)UInt32At(file, header + 0x28) * headerSize + 0x18); // sh_link: its string table
            int flags = FindInSection(file, (int)UInt64At(file, header + 0x18), strings, version);
            if (flags >= 0) return flags;
        }

        throw new InvalidDataException($"{path}: section .gnu.version_r has no entry {version}.");
    }

    /// <summary>Walks the files needed (Elf64_Verneed) and under each the versions needed of it (Elf64_Vernaux).</summary>
    private static int FindInSection(byte[] file, int need, int strings, string version)
    {
        while (true)
        {
            int entry = need + (int)UInt32At(file, need + 8); // vn_aux
            for (int left = UInt16At(file, need + 2); left > 0; left--) // vn_cnt
            {
                if (NameAt(file, strings + (int)UInt32At(file, entry + 8)) == version) return entry + 4; // vna_name, vna_flags
                entry += (int)UInt32At(file, entry + 12); // vna_next
            }

            uint next = UInt32At(file, need + 12); // vn_next
            if (next == 0) return -1;
            need += (int)next;
        }
    }

    private static void Replace(string path, byte[] content)
    {
        DateTime written = File.GetLastWriteTimeUtc(path);
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, content);
        // Same time and size as the original: an incremental build then leaves the file alone.
        File.SetLastWriteTimeUtc(temporary, written);
        File.Move(temporary, path, overwrite: true);
    }

    private static string NameAt(byte[] file, int offset) =>
        Encoding.ASCII.GetString(file, offset, Array.IndexOf(file, (byte)0, offset) - offset);

    private static ushort UInt16At(byte[] file, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(offset));

    private static uint UInt32At(byte[] file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset));

    private static ulong UInt64At(byte[] file, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(offset));
}
