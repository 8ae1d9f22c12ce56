using System.Diagnostics;
using System.Globalization;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>
/// Karpathy's llama2.c, a program that the environment variable LLAMA2C_RUN names; it reports its speed on its error output.
/// </summary>
/// <param name="program">Path of the program.</param>
/// <param name="checkpoint">A <c>.bin</c> file.</param>
/// <param name="tokenizer">A <c>tok….bin</c> file.</param>
public sealed class Llama2Program(string program, string checkpoint, string tokenizer)
{
    private const string Marker = "achieved tok/s:";

    /// <summary>Where the program is; null where nobody says.</summary>
    public static string? Path => Environment.GetEnvironmentVariable("LLAMA2C_RUN");

    /// <summary>
    /// Continues the empty prompt greedily on one thread; returns the seconds for so many tokens by the program's own clock.
    /// </summary>
    public double Seconds(int tokens)
    {
        // Its output goes where writing costs nothing.
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"$1\" -z \"$2\" -t 0 -n \"$3\" -i '' > /dev/null");
        foreach (string argument in (string[])[program, checkpoint, tokenizer, tokens.ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);
        start.Environment["OMP_NUM_THREADS"] = "1";
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        string report = process.StandardError.ReadToEnd();
        process.WaitForExit();
        int place = report.IndexOf(Marker, StringComparison.Ordinal);
        if (place < 0) throw new InvalidOperationException($"{program} says nothing of its speed: {report}");
        return tokens / double.Parse(report.AsSpan(place + Marker.Length).Trim(), CultureInfo.InvariantCulture);
    }
}
