using System.Globalization;
using System.Security.Cryptography;

using AlignmentToolkit.Cli.Data;
using AlignmentToolkit.Datasets;
using AlignmentToolkit.Datasets.Downloads;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Data;

/// <summary>Downloads over a real connection to this machine, with everything that goes wrong out there.</summary>
public sealed class DownloadTests : IDisposable
{
    private const string Tag = "\"version-1\"";
    private static readonly byte[] Content = [.. Enumerable.Range(0, 500_000).Select(i => (byte)(i * 2654435761L >> 13))];
    private static readonly RetryPolicy Hasty = new() { Attempts = 3, FirstWait = TimeSpan.Zero };

    private readonly string _folder = Directory.CreateTempSubdirectory("toolkit-test-").FullName;
    private readonly HttpTransport _transport = new();

    private string FinalPath => Path.Combine(_folder, "set", "file.bin");

    private string PartPath => FinalPath + ".part";

    public void Dispose()
    {
        _transport.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_file_arrives_whole_under_its_name_and_nothing_else_is_left()
    {
        using LoopbackServer server = new(Serve);
        List<double> fractions = [];
        Assert.True(await Fetch(fractions, server.Address("file")));
        AssertArrived();
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
    }

    [Fact]
    public async Task A_good_file_is_not_fetched_again()
    {
        using LoopbackServer server = new(Serve);
        Write(FinalPath, Content);
        Assert.False(await Fetch(null, server.Address("file")));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_cut_connection_is_taken_up_where_it_broke_and_with_the_version_it_had()
    {
        int requests = 0;
        using LoopbackServer server = new(request => ++requests == 1
            ? new LoopbackAnswer(200, Content[..200_000], $"ETag: {Tag}") { Declared = Content.Length }
            : Serve(request));
        Assert.True(await Fetch(null, server.Address("file")));
        AssertArrived();
        LoopbackRequest second = server.Requests.Last();
        Assert.Equal(2, requests);
        Assert.StartsWith("bytes=", second.Headers["range"], StringComparison.Ordinal);
        Assert.Equal(Tag, second.Headers["if-range"]);
    }

    [Fact]
    public async Task A_later_download_goes_on_with_what_an_earlier_one_left()
    {
        Write(PartPath, Content[..123_456]);
        using LoopbackServer server = new(Serve);
        Assert.True(await Fetch(null, server.Address("file")));
        AssertArrived();
        Assert.Equal("bytes=123456-", Assert.Single(server.Requests).Headers["range"]);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_everything_again()
    {
        Write(PartPath, Content[..123_456]);
        using LoopbackServer server = new(_ => new LoopbackAnswer(200, Content));
        Assert.True(await Fetch(null, server.Address("file")));
        AssertArrived();
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_part_of_something_else_is_noticed_and_fetched_afresh()
    {
        Write(PartPath, new byte[1000]);
        using LoopbackServer server = new(Serve);
        Assert.True(await Fetch(null, server.Address("file")));
        AssertArrived();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Wrong_bytes_are_refused_and_a_file_that_was_there_stays()
    {
        byte[] wrong = [.. Content];
        wrong[77] ^= 1;
        byte[] old = [1, 2, 3];
        Write(FinalPath, old);
        using LoopbackServer server = new(_ => new LoopbackAnswer(200, wrong));
        DownloadException error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(null, server.Address("file")));
        Assert.Contains("instead of " + Sum(Content), error.Message, StringComparison.Ordinal);
        Assert.Equal(old, await File.ReadAllBytesAsync(FinalPath, TestContext.Current.CancellationToken));
        Assert.Equal([FinalPath], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(200)]
    [InlineData(503)]
    public async Task The_second_address_helps_when_the_first_one_fails(int status)
    {
        using LoopbackServer first = new(_ => new LoopbackAnswer(status, new byte[Content.Length]));
        using LoopbackServer second = new(Serve);
        Assert.True(await Fetch(null, first.Address("file"), second.Address("file")));
        AssertArrived();
        // Only a server that is busy is asked again.
        Assert.Equal(status == 503 ? Hasty.Attempts : 1, first.Requests.Count);
    }

    [Fact]
    public async Task A_wrong_length_is_refused_before_the_bytes()
    {
        using LoopbackServer server = new(_ => new LoopbackAnswer(200, Content[..10]));
        DownloadException error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(null, server.Address("file")));
        Assert.Contains("the server has 10 bytes instead of 500,000", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_redirection_is_followed()
    {
        using LoopbackServer server = new(
            request => request.Path == "/old" ? new LoopbackAnswer(302, [], "Location: /new") : Serve(request));
        Assert.True(await Fetch(null, server.Address("old")));
        AssertArrived();
    }

    [Fact]
    public async Task Nobody_answering_is_one_line_with_all_addresses()
    {
        LoopbackServer server = new(Serve);
        string address = server.Address("file");
        server.Dispose();
        DownloadException error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(null, address, address + "2"));
        Assert.StartsWith("set/file.bin could not be fetched. ", error.Message, StringComparison.Ordinal);
        Assert.Contains(address + "2: the connection failed", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_line()
    {
        Write(Path.Combine(_folder, "set"), [1]);
        using LoopbackServer server = new(Serve);
        DownloadException error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(null, server.Address("file")));
        Assert.StartsWith("set/file.bin cannot be written to ", error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_stopped_download_keeps_its_part_and_no_final_file()
    {
        using CancellationTokenSource stop = new();
        using LoopbackServer server = new(Serve);
        DataDownloader downloader = new(_transport, Folder(), Hasty);
        StopOnFirst progress = new(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => downloader.FetchAsync(Entry(server.Address("file")), progress, stop.Token));
        Assert.False(File.Exists(FinalPath));
        byte[] part = await File.ReadAllBytesAsync(PartPath, TestContext.Current.CancellationToken);
        Assert.NotEmpty(part);
        Assert.Equal(Content[..part.Length], part);
    }

    [Fact]
    public async Task An_address_without_encryption_is_refused_beyond_this_machine()
    {
        TransportException error = await Assert.ThrowsAsync<TransportException>(
            () => _transport.OpenAsync(new Uri("http://example.invalid/file"), 0, null, TestContext.Current.CancellationToken));
        Assert.Equal(TransportFailure.Permanent, error.Failure);
    }

    /// <summary>A server as it should be: ranges, and the whole file where the version is another.</summary>
    private static LoopbackAnswer Serve(LoopbackRequest request)
    {
        bool same = !request.Headers.TryGetValue("if-range", out string? version) || version == Tag;
        if (!same || !request.Headers.TryGetValue("range", out string? range)) return new LoopbackAnswer(200, Content, $"ETag: {Tag}");
        int from = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        return new LoopbackAnswer(
            206, Content[from..], $"ETag: {Tag}", $"Content-Range: bytes {from}-{Content.Length - 1}/{Content.Length}");
    }

    private Task<bool> Fetch(List<double>? fractions, params string[] addresses) =>
        new DataDownloader(_transport, Folder(), Hasty).FetchAsync(
            Entry(addresses), fractions is null ? null : new Recorder(fractions), TestContext.Current.CancellationToken);

    private DataFolder Folder() => new(_folder);

    private static DataFileEntry Entry(params string[] addresses) =>
        new() { Path = "set/file.bin", Bytes = Content.Length, Sha256 = Sum(Content), Addresses = addresses };

    private static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private void AssertArrived()
    {
        Assert.Equal([FinalPath], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        Assert.Equal(Content, File.ReadAllBytes(FinalPath));
    }

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private sealed class Recorder(List<double> fractions) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => fractions.Add(value.Fraction);
    }

    private sealed class StopOnFirst(CancellationTokenSource stop) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => stop.Cancel();
    }
}
