namespace AlignmentToolkit.Tests.Datasets;

/// <summary>A folder of one test's own, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("toolkit-test-").FullName;

    public string Write(string name, ReadOnlySpan<byte> bytes)
    {
        string path = System.IO.Path.Combine([Path, .. name.Split('/')]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
