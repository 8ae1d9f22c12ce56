using System.Text.RegularExpressions;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>A package a cell asks for.</summary>
/// <param name="Id">The package's name.</param>
/// <param name="Version">The exact version; null for the newest stable one.</param>
internal sealed record PackageRequest(string Id, string? Version);

/// <summary>The lines of a cell that are meant for the engine: <c>#r</c> and <c>#!time</c>. What remains is C#, line for line.</summary>
/// <param name="Code">The cell with those lines blanked, so that line numbers stay.</param>
/// <param name="Files">Files named by <c>#r "x.dll"</c>.</param>
/// <param name="Packages">Packages named by <c>#r "nuget: Id, Version"</c>.</param>
/// <param name="Time">True if the cell begins with <c>#!time</c>.</param>
internal sealed partial record CellDirectives(string Code, IReadOnlyList<string> Files, IReadOnlyList<PackageRequest> Packages, bool Time)
{
    [GeneratedRegex("""^\s*#r\s+"(?<what>[^"]*)"\s*(//.*)?$""")]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"^nuget:\s*(?<id>[A-Za-z0-9._-]+)\s*(,\s*(?<version>\S+)\s*)?$")]
    private static partial Regex Package { get; }

    /// <summary>Reads a cell.</summary>
    /// <exception cref="CellInputException">A directive is malformed or unknown.</exception>
    public static CellDirectives Read(string source)
    {
        List<string> files = [];
        List<PackageRequest> packages = [];
        bool time = false;
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (Reference.Match(line) is { Success: true } reference)
                Take(reference.Groups["what"].Value, i + 1, files, packages);
            else if (line == "#!time" && !time)
                time = true;
            else if (line is "#!csharp" or "#!c#")
                continue;
            else if (line.StartsWith("#!", StringComparison.Ordinal))
                throw new CellInputException($"{line.Split(' ')[0]} is a command this engine does not know (it knows #!time)", i + 1);
            else
                continue;
            lines[i] = "";
        }

        return new(string.Join('\n', lines.Select(line => line.Trim() is "#!csharp" or "#!c#" ? "" : line)), files, packages, time);
    }

    private static void Take(string what, int line, List<string> files, List<PackageRequest> packages)
    {
        if (!what.StartsWith("nuget:", StringComparison.Ordinal))
            files.Add(what);
        else if (Package.Match(what) is { Success: true } package)
            packages.Add(new(package.Groups["id"].Value, package.Groups["version"] is { Success: true } version ? version.Value : null));
        else
            throw new CellInputException($"#r \"{what}\" is not of the form #r \"nuget: Id, Version\"", line);
    }
}
