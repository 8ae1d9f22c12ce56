namespace AlignmentToolkit.Datasets;

/// <summary>The folder with data sets on this machine, laid out by the paths of the catalogue.</summary>
public sealed class DataFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "TOOLKIT_DATA";

    /// <summary>A folder; it need not exist yet.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    /// <param name="catalogue">What the folder may hold; null for <see cref="DataCatalogue.Public"/>.</param>
    public DataFolder(string path, DataCatalogue? catalogue = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        Catalogue = catalogue ?? DataCatalogue.Public;
    }

    /// <summary>
    /// The folder that TOOLKIT_DATA names; without it <c>data/</c> beside the catalogue of the repository found from the working directory
    /// upwards; without that <c>data/</c> in the working directory.
    /// </summary>
    public static DataFolder Default => new(Locate(Environment.GetEnvironmentVariable(Variable), Environment.CurrentDirectory));

    /// <summary>Where the folder is.</summary>
    public string Path { get; }

    /// <summary>What the folder may hold.</summary>
    public DataCatalogue Catalogue { get; }

    /// <summary>Where a file of the catalogue lies, present or not.</summary>
    /// <param name="file">The file.</param>
    public string Locate(DataFileEntry file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return System.IO.Path.Combine([Path, .. file.Path.Split('/')]);
    }

    /// <summary>True if every file of a data set is there with its exact length; sums are not computed.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <exception cref="ArgumentException">No data set has that name.</exception>
    public bool Contains(string name) => FirstMissing(Catalogue.Find(name)) is null;

    /// <summary>Demands a data set.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <returns>Its entry in the catalogue.</returns>
    /// <exception cref="ArgumentException">No data set has that name.</exception>
    /// <exception cref="FileNotFoundException">A file of it is absent or has the wrong length; the message says what to do.</exception>
    public DataSetEntry Require(string name)
    {
        DataSetEntry entry = Catalogue.Find(name);
        if (FirstMissing(entry) is not DataFileEntry file) return entry;
        string path = Locate(file);
        string state = File.Exists(path)
            ? FormattableString.Invariant($"{path} has {new FileInfo(path).Length:N0} bytes instead of {file.Bytes:N0}")
            : $"{path} is not there";
        throw new FileNotFoundException(
            $"The data set '{entry.Name}' is missing: {state}. "
            + $"Run `toolkit data fetch {entry.Name}`, or let {Variable} name the folder that holds {file.Path}.",
            path);
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    internal static string Locate(string? variable, string workingDirectory)
    {
        if (!string.IsNullOrWhiteSpace(variable)) return variable;
        for (DirectoryInfo? folder = new(workingDirectory); folder is not null; folder = folder.Parent)
        {
            string data = System.IO.Path.Combine(folder.FullName, "data");
            if (File.Exists(System.IO.Path.Combine(data, "catalogue.json"))) return data;
        }

        return System.IO.Path.Combine(workingDirectory, "data");
    }

    private DataFileEntry? FirstMissing(DataSetEntry entry) =>
        entry.Files.FirstOrDefault(file => new FileInfo(Locate(file)) is not { Exists: true } found || found.Length != file.Bytes);
}
