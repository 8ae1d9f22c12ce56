using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlignmentToolkit.Notebooks.Tests.Data;

/// <summary>What a client asked: the path, and its headers by lower-case name.</summary>
internal sealed record LoopbackRequest(string Path, IReadOnlyDictionary<string, string> Headers);

/// <summary>What the server answers. A body shorter than <see cref="Declared"/> is a cut connection.</summary>
internal sealed record LoopbackAnswer(int Status, byte[] Body, params string[] Headers)
{
    /// <summary>The Content-Length it claims; null for the truth.</summary>
    public long? Declared { get; init; }
}

/// <summary>A web server of a few lines on this machine: one answer a connection, from a function the test supplies.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<LoopbackRequest, LoopbackAnswer> _answer;

    public LoopbackServer(Func<LoopbackRequest, LoopbackAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Task.Run(ListenAsync);
    }

    public ConcurrentQueue<LoopbackRequest> Requests { get; } = new();

    public string Address(string path) => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{path}";

    public void Dispose() => _listener.Dispose();

    private async Task ListenAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient connection = client;
        NetworkStream stream = connection.GetStream();
        using StreamReader reader = new(stream, Encoding.ASCII, leaveOpen: true);
        string[] first = (await reader.ReadLineAsync() ?? "").Split(' ');
        Dictionary<string, string> headers = [];
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }

        LoopbackRequest request = new(first[1], headers);
        Requests.Enqueue(request);
        LoopbackAnswer answer = _answer(request);
        StringBuilder head = new(
            $"HTTP/1.1 {answer.Status} Answer\r\nConnection: close\r\nContent-Length: {answer.Declared ?? answer.Body.Length}\r\n");
        foreach (string header in answer.Headers) head.Append(header).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        await stream.WriteAsync(answer.Body);
    }
}
