namespace AlignmentToolkit.Notebooks.Tests.Repository;

/// <summary>The checkout that the tests were built from.</summary>
internal static class RepositoryFiles
{
    /// <summary>The folder with Toolkit.sln, found upwards from the test program.</summary>
    public static string Root { get; } = FindRoot();

    public static string Read(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    /// <summary>Paths below a folder of the repository, relative to its root, with '/' between parts, in a fixed order.</summary>
    public static IEnumerable<string> Under(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts" or ".ipynb_checkpoints"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Toolkit.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"No Toolkit.sln above '{AppContext.BaseDirectory}'.");
    }
}
