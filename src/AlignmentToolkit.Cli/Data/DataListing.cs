using AlignmentToolkit.Datasets;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Data;

/// <summary><c>toolkit data list</c>: what the catalogue has and what of it is here.</summary>
internal static class DataListing
{
    /// <summary>The list as a table for people.</summary>
    public static void WriteTable(DataFolder folder, IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("name").AddColumn(new TableColumn("MiB").RightAligned())
            .AddColumn("here").AddColumn("what").AddColumn("licence");
        foreach (DataSetEntry entry in folder.Catalogue.DataSets)
        {
            table.AddRow(
                Markup.Escape(entry.Name), FormattableString.Invariant($"{entry.Bytes / 1048576.0:0.0}"),
                folder.Contains(entry.Name) ? "[green]yes[/]" : "no", Markup.Escape(entry.Description), Markup.Escape(entry.Licence));
        }

        console.Write(table);
        console.WriteLine($"Folder: {folder}");
    }

    /// <summary>The list for programs.</summary>
    public static object ToJson(DataFolder folder) => new
    {
        Folder = folder.Path,
        DataSets = folder.Catalogue.DataSets.Select(entry => new
        {
            entry.Name,
            entry.Title,
            entry.Description,
            entry.Licence,
            entry.Homepage,
            entry.Bytes,
            Here = folder.Contains(entry.Name),
            entry.Files,
        }),
    };
}
