using AlignmentToolkit.Notebooks.Documents;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Running;

/// <summary>Compares the outputs in a notebook file with those of running it now.</summary>
internal static class DocumentComparison
{
    /// <summary>
    /// One line a difference: the cell, the output, and what is different. Pictures and HTML need only be there; text has to say the same.
    /// </summary>
    public static IEnumerable<string> Differences(NotebookDocument committed, NotebookDocument now)
    {
        Assert.Equal(committed.Cells.Select(cell => cell.Id), now.Cells.Select(cell => cell.Id));
        return from pair in committed.Cells.Zip(now.Cells)
               where pair.First.IsRunnable
               from difference in Differences(pair.First, pair.Second)
               select $"{pair.First.Id}: {difference}";
    }

    private static IEnumerable<string> Differences(NotebookCell committed, NotebookCell now)
    {
        if (committed.ExecutionCount is null)
            return ["was never run"];
        if (committed.Outputs.Count != now.Outputs.Count)
            return [$"{committed.Outputs.Count} outputs are now {now.Outputs.Count}"];
        return committed.Outputs.Zip(now.Outputs).Index()
            .Select(pair => (Number: pair.Index + 1, Difference: Difference(pair.Item.First, pair.Item.Second)))
            .Where(found => found.Difference is not null)
            .Select(found => $"output {found.Number}: {found.Difference}");
    }

    private static string? Difference(CellOutput committed, CellOutput now)
    {
        if (Types(committed) is var before && Types(now) is var after && before != after)
            return $"{before} is now {after}";
        return OutputText.Difference(Text(committed), Text(now));
    }

    private static string Types(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Name,
        DisplayOutput display =>
            $"{(output is ResultOutput ? "result" : "display")} ({string.Join(", ", display.Data.Keys.Order(StringComparer.Ordinal))})",
        _ => output.GetType().Name,
    };

    private static string Text(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput display => display.Data.GetValueOrDefault(MimeTypes.Plain, ""),
        _ => "",
    };
}
