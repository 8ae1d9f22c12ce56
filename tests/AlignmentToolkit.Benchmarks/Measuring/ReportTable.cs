using System.Globalization;

namespace AlignmentToolkit.Benchmarks.Measuring;

/// <summary>Prints comparisons as rows of a Markdown table while they are measured.</summary>
public sealed class ReportTable(TextWriter output)
{
    /// <summary>Rows whose ratio of minima stayed below its bar.</summary>
    public int Missed { get; private set; }

    /// <summary>Starts a table.</summary>
    public void WriteHeader()
    {
        output.WriteLine("| work | threads | ours min | ours median | rate | allocated | peer | peer min | peer median | ratio of minima | of medians | bar |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---|---:|---:|---:|---:|---:|");
    }

    /// <summary>One row per peer.</summary>
    public void Write(Comparison comparison, int threads, IReadOnlyList<Timing> timings)
    {
        Timing ours = timings[0];
        string rate = comparison.Work > 0 ? Rate(comparison.Work / ours.Minimum, comparison.Unit) : "";
        string left = $"| {comparison.Name} | {threads} | {Duration(ours.Minimum)} | {Duration(ours.Median)} | {rate} | {Bytes(ours.AllocatedBytes)} |";
        if (comparison.Peers.Count == 0) output.WriteLine(left + " | | | | | |");
        for (int i = 0; i < comparison.Peers.Count; i++)
            output.WriteLine(left + Right(comparison, comparison.Peers[i], ours, timings[i + 1]));
        output.Flush();
    }

    private string Right(Comparison comparison, Peer peer, Timing ours, Timing theirs)
    {
        double scale = peer.Work > 0 ? comparison.Work / peer.Work : 1;
        double minima = scale * theirs.Minimum / ours.Minimum, medians = scale * theirs.Median / ours.Median;
        bool missed = minima < peer.Bar;
        if (missed) Missed++;
        string bar = peer.Bar == 0 ? "" : Text($"{(missed ? "missed" : "met")} {peer.Bar:0.0#}×");
        return Text($" {peer.Name} | {Duration(theirs.Minimum)} | {Duration(theirs.Median)} | {minima:0.00}× | {medians:0.00}× | {bar} |");
    }

    private static string Rate(double perSecond, string unit) => perSecond switch
    {
        >= 1e9 => Text($"{perSecond / 1e9:0.0} G{unit}/s"),
        >= 1e6 => Text($"{perSecond / 1e6:0.0} M{unit}/s"),
        >= 1e3 => Text($"{perSecond / 1e3:0.0} k{unit}/s"),
        _ => Text($"{perSecond:0.0} {unit}/s"),
    };

    private static string Duration(double seconds) => seconds switch
    {
        >= 1 => Text($"{seconds:0.00} s"),
        >= 1e-3 => Text($"{seconds * 1e3:0.00} ms"),
        _ => Text($"{seconds * 1e6:0.00} µs"),
    };

    // Less than half a byte per call is the odd event of the runtime itself, not of the code under test.
    private static string Bytes(double bytes) => bytes < 0.5 ? "0 B" : Text($"{bytes:#,0} B");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
