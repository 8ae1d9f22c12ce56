namespace AlignmentToolkit.Datasets.Downloads;

/// <summary>What fetches bytes from an address. The library itself has no network; a program brings one.</summary>
public interface IByteTransport
{
    /// <summary>Asks for the bytes of an address from an offset on.</summary>
    /// <param name="address">Where the bytes are.</param>
    /// <param name="offset">First wanted byte; above 0 to go on with an earlier download.</param>
    /// <param name="validator">
    /// What <see cref="ByteResponse.Validator"/> was when the first part arrived, so that a changed file is sent whole; null if unknown.
    /// </param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The response, which the caller disposes; it starts at 0 where the server cannot start in the middle.</returns>
    /// <exception cref="TransportException">No answer, or none that helps.</exception>
    Task<ByteResponse> OpenAsync(Uri address, long offset, string? validator, CancellationToken cancellation);
}
