using System.Security.Cryptography;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Datasets;

/// <summary>Compares files with the lengths and sums of the catalogue; only reads.</summary>
public static class DataVerifier
{
    private const int BufferSize = 1 << 20;

    /// <summary>Checks every file of a data set.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <param name="dataSet">The data set.</param>
    /// <param name="progress">Told after each piece; the fraction is of all bytes.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="IOException">A file that is there cannot be read.</exception>
    public static IReadOnlyList<DataFileCheck> Verify(
        DataFolder folder, DataSetEntry dataSet, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(dataSet);
        List<DataFileCheck> checks = [];
        long before = 0;
        foreach (DataFileEntry file in dataSet.Files)
        {
            long start = before;
            void Report(long done) => progress?.Report(new((start + done) / (double)dataSet.Bytes, file.Path));
            checks.Add(Verify(file, folder.Locate(file), Report, cancellation));
            before += file.Bytes;
        }

        return checks;
    }

    /// <summary>Checks one file.</summary>
    internal static DataFileCheck Verify(DataFileEntry file, string path, Action<long>? onBytes, CancellationToken cancellation)
    {
        FileInfo found = new(path);
        if (!found.Exists) return new DataFileCheck(file, DataFileState.Absent, "not there");
        if (found.Length != file.Bytes)
            return new DataFileCheck(
                file, DataFileState.WrongLength, FormattableString.Invariant($"{found.Length:N0} bytes instead of {file.Bytes:N0}"));
        string sum = ComputeSum(file, path, onBytes, cancellation);
        return sum == file.Sum
            ? new DataFileCheck(file, DataFileState.Good, $"{NameOf(file)} as published")
            : new DataFileCheck(file, DataFileState.WrongSum, $"{NameOf(file)} {sum} instead of {file.Sum}");
    }

    /// <summary>A hash of the kind the catalogue has for a file.</summary>
    internal static IncrementalHash CreateHash(DataFileEntry file) => IncrementalHash.CreateHash(Algorithm(file));

    private static string ComputeSum(DataFileEntry file, string path, Action<long>? onBytes, CancellationToken cancellation)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        using IncrementalHash hash = CreateHash(file);
        byte[] buffer = new byte[Math.Min(BufferSize, file.Bytes)];
        long done = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            onBytes?.Invoke(done += read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string NameOf(DataFileEntry file) => file.Sha256 is null ? "MD5" : "SHA-256";

    // MD5 only where the publisher gives nothing better: it still notices damage, though not an attacker.
    private static HashAlgorithmName Algorithm(DataFileEntry file) =>
        file.Sha256 is null ? HashAlgorithmName.MD5 : HashAlgorithmName.SHA256;
}
