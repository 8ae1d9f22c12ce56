using System.Globalization;

using AlignmentToolkit.Notebooks.Running;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Running;

/// <summary>What a run says at its end: a table, the failures, where the pages are.</summary>
internal static class RunReport
{
    /// <summary>Writes the report; failures go to the error stream.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<NotebookResult> results, int asked, string gallery, TimeSpan elapsed)
    {
        Table table = new Table().RoundedBorder().AddColumn("notebook").AddColumn(new TableColumn("seconds").RightAligned())
            .AddColumn("verdicts");
        foreach (NotebookResult result in results)
        {
            table.AddRow(
                new Text(result.Notebook.Path),
                new Text(result.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)),
                new Text(Verdicts(result)));
        }

        console.Write(table);
        foreach (NotebookError error in results.Select(result => result.Error).OfType<NotebookError>())
            WriteFailure(error);
        string missing = results.Count < asked ? string.Create(CultureInfo.InvariantCulture, $" ({asked - results.Count} not begun)") : "";
        console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{results.Count} of {asked} notebooks{missing} in {elapsed.TotalSeconds:0.0} s"));
        if (results.Count > 0)
            console.WriteLine($"gallery: {gallery}");
    }

    private static void WriteFailure(NotebookError error)
    {
        Console.Error.WriteLine(error);
        foreach (string line in error.Error.Traceback)
            Console.Error.WriteLine($"    {line}");
    }

    private static string Verdicts(NotebookResult result)
    {
        if (result.Error is { } error)
            return result.Ending == NotebookEnding.Interrupted ? "interrupted" : $"failed in cell {error.CellIndex}";
        VerdictCounts counts = result.Verdicts;
        (int Count, string Words)[] parts =
        [
            (counts.NumberMatches, "✓ number matches"),
            (counts.EffectMatches, "≈ effect matches"),
            (counts.NotAtThisScale, "○ not at this scale"),
            (counts.Differs, "✗ differs"),
        ];
        return counts.Total == 0
            ? "–"
            : string.Join(
                ", ",
                parts.Where(part => part.Count > 0)
                    .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Words}")));
    }
}
