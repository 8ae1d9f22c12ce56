using System.Security.Cryptography;

namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>
/// The bytes of a file that have arrived so far, under a temporary name beside the final one. The final name appears only with
/// the whole, checked file; what is left of a broken download is where the next one goes on.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly DataFileEntry _file;
    private readonly string _path;
    private readonly string _partPath;
    private readonly string _originPath;
    private readonly List<string> _createdFolders = [];
    private readonly FileStream _stream;
    private readonly IncrementalHash _hash;
    private bool _closed;

    /// <summary>Opens what an earlier download left, or starts afresh.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="file">What shall become of it.</param>
    public PartialFile(string path, DataFileEntry file)
    {
        _file = file;
        _path = path;
        _partPath = path + ".part";
        _originPath = path + ".part.origin";
        CreateFolders(Path.GetDirectoryName(path)!);
        _stream = new FileStream(_partPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        _hash = DataVerifier.CreateHash(file);
        if (_stream.Length > file.Bytes) _stream.SetLength(0);
        HashWhatIsThere();
    }

    /// <summary>How many bytes have arrived.</summary>
    public long Length => _stream.Position;

    /// <summary>
    /// What the server of an address called the version that the bytes so far belong to; null if they came from elsewhere.
    /// </summary>
    public string? ValidatorOf(string address)
    {
        if (!File.Exists(_originPath)) return null;
        string[] lines = File.ReadAllLines(_originPath);
        return lines.Length == 2 && lines[0] == address ? lines[1] : null;
    }

    /// <summary>Remembers where the bytes come from.</summary>
    public void RememberOrigin(string address, string? validator)
    {
        if (validator is null) File.Delete(_originPath);
        else File.WriteAllLines(_originPath, [address, validator]);
    }

    /// <summary>Forgets all bytes.</summary>
    public void Restart()
    {
        _stream.SetLength(0);
        _ = _hash.GetHashAndReset();
        File.Delete(_originPath);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _hash.AppendData(bytes);
    }

    /// <summary>The sum of all bytes so far, in lower-case hexadecimal.</summary>
    public string ComputeSum() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Gives the file its final name, in the place of whatever had it.</summary>
    public void Install()
    {
        _stream.Flush(flushToDisk: true);
        Close();
        File.Move(_partPath, _path, overwrite: true);
        File.Delete(_originPath);
    }

    /// <summary>Closes; bytes that have arrived stay for the next download, an empty file does not.</summary>
    public void Dispose()
    {
        if (_closed) return;
        bool empty = Length == 0;
        Close();
        if (!empty) return;
        File.Delete(_partPath);
        File.Delete(_originPath);
        RemoveEmptyFolders();
    }

    private void CreateFolders(string folder)
    {
        for (string? missing = folder; missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing))
            _createdFolders.Add(missing);
        Directory.CreateDirectory(folder);
    }

    private void RemoveEmptyFolders()
    {
        foreach (string folder in _createdFolders)
        {
            if (Directory.EnumerateFileSystemEntries(folder).Any()) return;
            Directory.Delete(folder);
        }
    }

    private void Close()
    {
        _closed = true;
        _stream.Dispose();
        _hash.Dispose();
    }

    private void HashWhatIsThere()
    {
        byte[] buffer = new byte[1 << 17];
        for (int read; (read = _stream.Read(buffer)) > 0;) _hash.AppendData(buffer, 0, read);
    }
}
