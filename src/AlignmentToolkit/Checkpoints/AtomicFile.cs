namespace AlignmentToolkit.Checkpoints;

/// <summary>Writes a file so that a reader sees either the old one or the whole new one.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary name beside the target, flushes to the disk, renames.</summary>
    /// <remarks>A program that has the old file mapped keeps it: renaming takes the name away, not the bytes.</remarks>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
