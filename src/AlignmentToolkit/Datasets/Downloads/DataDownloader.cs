using System.Globalization;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>Brings the files of the catalogue into a data folder: resumes, checks, and installs only what is whole.</summary>
/// <remarks>
/// A file is written under a temporary name, its sum computed on the way, and renamed once length and sum are right; a file that was
/// there before is replaced in that moment or not at all. A download that stops leaves its part for the next one.
/// </remarks>
public sealed class DataDownloader
{
    private readonly IByteTransport _transport;
    private readonly DataFolder _folder;
    private readonly RetryPolicy _retry;

    /// <summary>A downloader.</summary>
    /// <param name="transport">The network.</param>
    /// <param name="folder">Where the files go; made if needed.</param>
    /// <param name="retry">How patient to be; null for the defaults.</param>
    public DataDownloader(IByteTransport transport, DataFolder folder, RetryPolicy? retry = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(folder);
        _transport = transport;
        _folder = folder;
        _retry = retry ?? new RetryPolicy();
    }

    /// <summary>Fetches one file, unless it is there and good.</summary>
    /// <param name="file">The file.</param>
    /// <param name="progress">Told after each piece.</param>
    /// <param name="cancellation">Stops the download; what has arrived stays for the next one.</param>
    /// <returns>True if it was fetched, false if it was there already.</returns>
    /// <exception cref="DownloadException">No address has it, or it cannot be written; the message is one line.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<bool> FetchAsync(
        DataFileEntry file, IProgress<WorkProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        string path = _folder.Locate(file);
        try
        {
            if (DataVerifier.Verify(file, path, null, cancellation).State == DataFileState.Good) return false;
            using PartialFile part = new(path, file);
            await FetchFromAnyAsync(file, part, progress, cancellation);
            part.Install();
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not DownloadException)
        {
            throw new DownloadException($"{file.Path} cannot be written to {_folder}: {error.Message}", error);
        }
    }

    private async Task FetchFromAnyAsync(
        DataFileEntry file, PartialFile part, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        List<string> reasons = [];
        foreach (string address in file.Addresses)
        {
            string? reason = await TryAddressAsync(file, part, address, progress, cancellation);
            if (reason is null) return;
            reasons.Add($"{address}: {reason}");
        }

        throw new DownloadException($"{file.Path} could not be fetched. {string.Join("; ", reasons)}.");
    }

    /// <summary>Null once the whole file has arrived and its sum is right, else why not.</summary>
    private async Task<string?> TryAddressAsync(
        DataFileEntry file, PartialFile part, string address, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        string? reason = null;
        for (int attempt = 1; attempt <= _retry.Attempts; attempt++)
        {
            if (attempt > 1) await Task.Delay(_retry.WaitBefore(attempt), cancellation);
            long resumed = part.Length;
            try
            {
                if (part.Length < file.Bytes) await TransferAsync(file, part, address, progress, cancellation);
            }
            catch (TransportException failure)
            {
                reason = failure.Message;
                if (failure.Failure == TransportFailure.Permanent) return reason;
                if (failure.Failure == TransportFailure.WrongOffset) part.Restart();
                continue;
            }

            string sum = part.ComputeSum();
            if (sum == file.Sum) return null;
            part.Restart();
            reason = $"the bytes have the sum {sum} instead of {file.Sum}";
            // With an older part in it the fault may be ours; a file that came whole will not be better next time.
            if (resumed == 0) return reason;
        }

        return reason;
    }

    private async Task TransferAsync(
        DataFileEntry file, PartialFile part, string address, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        using ByteResponse response = await _transport.OpenAsync(new Uri(address), part.Length, part.ValidatorOf(address), cancellation);
        if (response.TotalBytes is long total && total != file.Bytes)
            throw new TransportException(
                TransportFailure.Permanent,
                string.Create(CultureInfo.InvariantCulture, $"the server has {total:N0} bytes instead of {file.Bytes:N0}"));
        if (response.Offset != part.Length) part.Restart();
        if (response.Offset != part.Length)
            throw new TransportException(TransportFailure.WrongOffset, $"the server starts at byte {response.Offset}");
        part.RememberOrigin(address, response.Validator);

        byte[] buffer = new byte[1 << 17];
        for (int read; (read = await ReadAsync(response.Content, buffer, cancellation)) > 0;)
        {
            if (read > file.Bytes - part.Length)
                throw new TransportException(
                    TransportFailure.WrongOffset,
                    string.Create(CultureInfo.InvariantCulture, $"the server sends more than the {file.Bytes:N0} bytes of the file"));
            part.Append(buffer.AsSpan(0, read));
            progress?.Report(new WorkProgress(part.Length / (double)file.Bytes, file.Path));
        }

        if (part.Length < file.Bytes)
            throw new TransportException(
                TransportFailure.Temporary,
                string.Create(CultureInfo.InvariantCulture, $"the connection ended after {part.Length:N0} of {file.Bytes:N0} bytes"));
    }

    private async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellation)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        silence.CancelAfter(_retry.Silence);
        try
        {
            return await content.ReadAsync(buffer, silence.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new TransportException(
                TransportFailure.Temporary,
                string.Create(CultureInfo.InvariantCulture, $"no byte arrived for {_retry.Silence.TotalSeconds:N0} s"), error);
        }
        catch (IOException error)
        {
            throw new TransportException(TransportFailure.Temporary, $"the connection was cut ({error.Message})", error);
        }
    }
}
