using AlignmentToolkit.Notebooks.Documents;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>A notebook and where it lies.</summary>
/// <param name="Path">The file; messages call it so, and relative names in its cells start in its folder.</param>
/// <param name="Document">What is in it.</param>
public sealed record NotebookFile(string Path, NotebookDocument Document)
{
    /// <summary>The folder the notebook lies in.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!;

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">The file is not a notebook of nbformat 4.</exception>
    public static NotebookFile Load(string path) => new(path, NotebookDocument.Load(path));
}
