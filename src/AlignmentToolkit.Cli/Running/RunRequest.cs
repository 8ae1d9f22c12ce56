using AlignmentToolkit.Notebooks.Running;

namespace AlignmentToolkit.Cli.Running;

/// <summary>What <c>toolkit run</c> was asked for.</summary>
/// <param name="Paths">Notebook files or folders; empty for all of the repository.</param>
/// <param name="Options">How notebooks are run.</param>
/// <param name="Output">Folder for the executed notebooks and the gallery.</param>
/// <param name="InPlace">True to write outputs back into the notebooks.</param>
/// <param name="Pictures">Folder for the pictures of the cells tagged so; null to write none.</param>
/// <param name="Results">File for the results tables as Markdown; null to write none.</param>
internal sealed record RunRequest(
    IReadOnlyList<string> Paths, RunOptions Options, string Output, bool InPlace, string? Pictures, string? Results);
