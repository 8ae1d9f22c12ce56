using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

using AlignmentToolkit.Datasets.Downloads;

namespace AlignmentToolkit.Cli.Data;

/// <summary>Bytes over HTTPS, from the middle of a file where the server can (RFC 9110, sections 13.1.5 and 14).</summary>
internal sealed class HttpTransport : IByteTransport, IDisposable
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(30);

    // Compression off: lengths, offsets and sums are those of the file.
    private readonly HttpClient _client = new(
        new SocketsHttpHandler { ConnectTimeout = ConnectTime, AutomaticDecompression = DecompressionMethods.None })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { UserAgent = { new ProductInfoHeaderValue("AlignmentToolkit", "0.1") } },
    };

    /// <inheritdoc/>
    public async Task<ByteResponse> OpenAsync(Uri address, long offset, string? validator, CancellationToken cancellation)
    {
        ThrowIfUnsafe(address);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (offset > 0)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            if (validator is not null) request.Headers.TryAddWithoutValidation("If-Range", validator);
        }

        HttpResponseMessage response = await SendAsync(request, cancellation);
        try
        {
            ThrowIfUnsafe(response.RequestMessage?.RequestUri ?? address);
            return await ReadAnswerAsync(response, offset, cancellation);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerTime);
        try
        {
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new TransportException(TransportFailure.Temporary, $"no answer within {AnswerTime.TotalSeconds:0} s", error);
        }
        catch (HttpRequestException error)
        {
            throw Explain(error);
        }
    }

    private static async Task<ByteResponse> ReadAnswerAsync(HttpResponseMessage response, long offset, CancellationToken cancellation)
    {
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return await CreateAsync(response, 0, response.Content.Headers.ContentLength, cancellation);
            case HttpStatusCode.PartialContent when range?.From == offset:
                return await CreateAsync(response, offset, range.Length, cancellation);
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                throw new TransportException(TransportFailure.WrongOffset, $"the server has no bytes from {offset} on");
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                throw new TransportException(TransportFailure.Temporary, Status(response));
            default:
                throw new TransportException(TransportFailure.Permanent, Status(response));
        }
    }

    private static async Task<ByteResponse> CreateAsync(
        HttpResponseMessage response, long offset, long? total, CancellationToken cancellation) =>
        new(await response.Content.ReadAsStreamAsync(cancellation), response)
        {
            Offset = offset,
            TotalBytes = total,
            Validator = response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("R"),
        };

    private static string Status(HttpResponseMessage response) => $"the server answers {(int)response.StatusCode} {response.ReasonPhrase}";

    private static TransportException Explain(HttpRequestException error)
    {
        bool unreachable = error.InnerException is SocketException
        {
            SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown,
        };
        return error.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => new TransportException(
                TransportFailure.Permanent, "the host is unknown (is there a network?)", error),
            HttpRequestError.ConnectionError when unreachable => new TransportException(
                TransportFailure.Permanent, "the host cannot be reached (is there a network?)", error),
            HttpRequestError.SecureConnectionError => new TransportException(
                TransportFailure.Permanent, $"no secure connection ({error.InnerException?.Message ?? error.Message})", error),
            _ => new TransportException(TransportFailure.Temporary, $"the connection failed ({error.Message})", error),
        };
    }

    // Unencrypted only to this machine itself: that is how the downloader is tested.
    private static void ThrowIfUnsafe(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
            throw new TransportException(TransportFailure.Permanent, $"{address} is not an https address");
    }
}
