using System.ComponentModel;
using System.Diagnostics;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>What a run of the SDK gave.</summary>
/// <param name="ExitCode">0 if it went well.</param>
/// <param name="Output">What it printed.</param>
internal readonly record struct SdkResult(int ExitCode, string Output);

/// <summary>The installed .NET SDK.</summary>
internal static class Sdk
{
    /// <summary>Runs a command of the SDK.</summary>
    /// <exception cref="CellInputException">No SDK is installed.</exception>
    public static async Task<SdkResult> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return new(process.ExitCode, await output.ConfigureAwait(false) + await errors.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new CellInputException("#r \"nuget: …\" needs the .NET SDK, and no 'dotnet' was found on the path");
        }
    }
}
