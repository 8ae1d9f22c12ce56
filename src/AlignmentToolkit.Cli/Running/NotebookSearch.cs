using AlignmentToolkit.Notebooks.Running;

namespace AlignmentToolkit.Cli.Running;

/// <summary>Finds the notebooks of a run.</summary>
internal static class NotebookSearch
{
    private const string Folder = "notebooks";
    private const string Extension = ".ipynb";

    /// <summary>The notebooks that are meant, read, and the folder their names are relative to.</summary>
    /// <exception cref="InputException">A file is missing or is no notebook, or there is none.</exception>
    public static (IReadOnlyList<NotebookFile> Notebooks, string Root) Find(IReadOnlyList<string> paths)
    {
        string current = Directory.GetCurrentDirectory();
        string? repository = Upwards(current);
        if (paths.Count == 0)
        {
            if (repository is null)
                throw new InputException($"no folder '{Folder}' here or above; name the notebooks to run");
            paths = [Path.GetRelativePath(current, Path.Combine(repository, Folder))];
        }

        List<string> files = [.. paths.SelectMany(Files).DistinctBy(Path.GetFullPath)];
        if (files.Count == 0)
            throw new InputException($"{string.Join(", ", paths)}: no notebooks there");
        return ([.. files.Select(Load)], Root(files, repository));
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        return Directory.EnumerateFiles(path, "*" + Extension, SearchOption.AllDirectories)
            .Where(file => IsForReading(Path.GetRelativePath(path, file)))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>
    /// Not in a hidden folder (Jupyter keeps checkpoints in one), and no student's copy of an assignment: its cells fail on purpose.
    /// </summary>
    private static bool IsForReading(string relative)
    {
        string[] parts = relative.Split(Path.DirectorySeparatorChar);
        return !parts.Any(part => part.StartsWith('.')) && !(parts[0] == "assignments" && parts.SkipLast(1).Contains("student"));
    }

    private static NotebookFile Load(string path)
    {
        try
        {
            return NotebookFile.Load(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such notebook");
        }
        catch (InvalidDataException exception)
        {
            throw new InputException(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read ({exception.Message})");
        }
    }

    /// <summary>
    /// The folder that the executed notebooks' places are relative to: the repository's notebooks, else what all paths share.
    /// </summary>
    private static string Root(List<string> files, string? repository)
    {
        List<string> folders = [.. files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!)];
        if (repository is not null && folders.All(folder => IsWithin(folder, Path.Combine(repository, Folder))))
            return Path.Combine(repository, Folder);
        string shared = folders[0];
        while (!folders.All(folder => IsWithin(folder, shared)))
            shared = Path.GetDirectoryName(shared)!;
        return shared;
    }

    private static bool IsWithin(string folder, string root)
    {
        string relative = Path.GetRelativePath(root, folder);
        return relative != ".."
            && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    private static string? Upwards(string folder)
    {
        for (DirectoryInfo? level = new(folder); level is not null; level = level.Parent)
        {
            if (Directory.Exists(Path.Combine(level.FullName, Folder)))
                return level.FullName;
        }

        return null;
    }
}
