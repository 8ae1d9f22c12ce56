using System.Text.Json.Nodes;

namespace AlignmentToolkit.Notebooks.Documents;

/// <summary>A notebook file: cells, outputs and metadata in Jupyter's format, nbformat 4.5.</summary>
/// <remarks>
/// Whatever the file holds beyond the format is kept. A normalised file (Jupyter's key order, one space of indentation, text split in
/// lines) comes back byte for byte. Files of nbformat 4.0–4.4 are upgraded: their cells get ids that depend on nothing but the text.
/// </remarks>
public sealed class NotebookDocument
{
    /// <summary>What the file says about the notebook as a whole.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>The cells, in reading order.</summary>
    public IList<NotebookCell> Cells { get; init; } = [];

    /// <summary>Members of the file that this library has no property for.</summary>
    public JsonObject Others { get; init; } = [];

    /// <summary>Minor version of the format, at least 5.</summary>
    public int MinorVersion { get; init; } = 5;

    /// <summary>The first heading of the notebook, or null if it has none.</summary>
    public string? Title => Cells
        .Where(cell => cell.Kind == CellKind.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .Where(line => line.StartsWith("# ", StringComparison.Ordinal))
        .Select(line => line[2..].Trim())
        .FirstOrDefault();

    /// <summary>Reads a notebook file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a notebook of nbformat 4; the message names the file, the place and the
    /// reason.</exception>
    public static NotebookDocument Load(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads the text of a notebook file.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">What error messages call the file.</param>
    /// <exception cref="InvalidDataException">The text is not a notebook of nbformat 4; the message names the file, the place and the
    /// reason.</exception>
    public static NotebookDocument Parse(string text, string name) => new NotebookReader(name).Read(text);

    /// <summary>The text of the notebook file: UTF-8, one space of indentation, a newline at the end.</summary>
    public string ToJson() => NotebookWriter.Write(this);

    /// <summary>Writes the notebook file; a reader sees either the old file or the whole new one.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Save(string path) => AtomicFile.WriteAllText(path, ToJson());

    /// <summary>
    /// Sets what differs from one program to another to fixed values: kernel and language, execution counts 1…n over the cells that
    /// have run, no time stamps of a run in the cells' metadata. Titles, tags and everything else stay.
    /// </summary>
    public void Normalise()
    {
        Metadata["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" };
        Metadata["language_info"] = new JsonObject
        {
            ["file_extension"] = ".cs",
            ["mimetype"] = "text/x-csharp",
            ["name"] = "C#",
            ["pygments_lexer"] = "csharp",
            // What .NET Interactive reports although it compiles later versions; another value would flip with the program that saved last.
            ["version"] = "13.0",
        };
        int count = 0;
        foreach (NotebookCell cell in Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            cell.Metadata.Remove("execution");
            if (cell.ExecutionCount is null)
                continue;
            cell.ExecutionCount = ++count;
            for (int i = 0; i < cell.Outputs.Count; i++)
            {
                if (cell.Outputs[i] is ResultOutput result)
                    cell.Outputs[i] = result with { ExecutionCount = count };
            }
        }
    }

    /// <summary>Removes every output and execution count.</summary>
    public void ClearOutputs()
    {
        foreach (NotebookCell cell in Cells)
        {
            cell.Outputs.Clear();
            cell.ExecutionCount = null;
        }
    }
}
