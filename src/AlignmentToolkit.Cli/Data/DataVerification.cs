using AlignmentToolkit.Datasets;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Data;

/// <summary>The verdict of <c>toolkit data verify</c> on one data set.</summary>
/// <param name="Name">Name of the data set.</param>
/// <param name="Files">The verdict on each file.</param>
/// <param name="IsDemanded">True if the user named it, so that its absence is a fault.</param>
internal sealed record DataVerification(string Name, IReadOnlyList<DataFileCheck> Files, bool IsDemanded)
{
    /// <summary>"good", "absent" or "damaged".</summary>
    public string Verdict =>
        Files.All(check => check.State == DataFileState.Good) ? "good"
        : Files.All(check => check.State == DataFileState.Absent) ? "absent"
        : "damaged";

    /// <summary>True if the command fails because of it.</summary>
    public bool IsFault => Verdict == "damaged" || (Verdict == "absent" && IsDemanded);

    /// <summary>One line for a good or absent data set, one more for each file that is not good in a damaged one.</summary>
    public void Write(IAnsiConsole console)
    {
        string colour = IsFault ? "red" : Verdict == "good" ? "green" : "grey";
        console.MarkupLine($"[{colour}]{Verdict,-8}[/] {Markup.Escape(Name)}");
        if (Verdict != "damaged") return;
        foreach (DataFileCheck check in Files.Where(check => check.State != DataFileState.Good))
            console.WriteLine($"         {check.File.Path}: {check.Finding}");
    }

    /// <summary>The verdict for programs.</summary>
    public object ToJson() => new
    {
        Name,
        Verdict,
        Files = Files.Select(check => new { check.File.Path, check.State, check.Finding }),
    };
}
