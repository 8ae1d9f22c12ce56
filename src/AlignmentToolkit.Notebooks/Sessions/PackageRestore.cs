namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Restores packages with the installed SDK.</summary>
/// <param name="folder">Whose <c>NuGet.Config</c> (or that of a folder above) is honoured.</param>
internal sealed class PackageRestore(string folder)
{
    /// <summary>Restores packages together with those asked for before.</summary>
    /// <returns>The assemblies to refer to.</returns>
    /// <exception cref="CellInputException">A package cannot be had.</exception>
    public Task<IReadOnlyList<string>> RestoreAsync(IReadOnlyList<PackageRequest> packages, CancellationToken cancellation) =>
        throw new CellInputException($"{packages[0].Id}: packages other than the toolkit's cannot be restored yet ({folder})");
}
