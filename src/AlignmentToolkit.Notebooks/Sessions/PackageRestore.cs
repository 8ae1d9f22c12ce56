using System.Security;
using System.Security.Cryptography;
using System.Text;

using AlignmentToolkit.Notebooks.Documents;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Restores packages with the installed SDK: a project is generated, restored, and its list of assets read.</summary>
/// <remarks>
/// Sources, credentials and offline folders are those of the user's NuGet configuration, and of a <c>NuGet.Config</c> in the notebook's
/// folder or one above. What was restored once is found again without asking the SDK.
/// </remarks>
/// <param name="folder">The notebook's folder.</param>
internal sealed class PackageRestore(string folder)
{
    private const string Framework = "net10.0";

    private readonly Dictionary<string, string?> _wanted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Restores packages together with those asked for before.</summary>
    /// <returns>The assemblies of all of them and of what they bring along.</returns>
    /// <exception cref="CellInputException">A package cannot be had, or another version of it was asked for before.</exception>
    public async Task<PackageAssets> RestoreAsync(IReadOnlyList<PackageRequest> packages, CancellationToken cancellation)
    {
        foreach (PackageRequest package in packages)
        {
            if (_wanted.TryGetValue(package.Id, out string? earlier) && package.Version is not null && package.Version != earlier)
                throw new CellInputException(
                    $"{package.Id} {package.Version}: version {earlier ?? "(newest)"} was asked for before, and a session has one");
        }

        Dictionary<string, string?> all = new(_wanted, StringComparer.OrdinalIgnoreCase);
        foreach (PackageRequest package in packages)
            all.TryAdd(package.Id, package.Version);
        string project = Project(all);
        string place = Path.Combine(Path.GetTempPath(), "alignment-toolkit", "packages-" + Key(project));
        string assets = Path.Combine(place, "obj", "project.assets.json");
        PackageAssets? found = PackageAssets.TryRead(assets);
        if (found is null)
        {
            AtomicFile.WriteAllText(Path.Combine(place, "packages.csproj"), project);
            await SdkAsync(place, all.Keys, cancellation).ConfigureAwait(false);
            found = PackageAssets.TryRead(assets)
                ?? throw new CellInputException($"{packages[0].Id}: the SDK restored it, and no list of its files is to be found");
        }

        foreach ((string id, string? version) in all)
            _wanted.TryAdd(id, version);
        return found;
    }

    private string Project(Dictionary<string, string?> packages)
    {
        StringBuilder project = new();
        project.Append("<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n");
        project.Append("    <TargetFramework>").Append(Framework).Append("</TargetFramework>\n");
        project.Append("    <RestoreRootConfigDirectory>").Append(SecurityElement.Escape(folder)).Append("</RestoreRootConfigDirectory>\n");
        // The temporary folder may lie below a repository with settings of its own.
        project.Append("    <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>\n");
        project.Append("    <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>\n");
        project.Append("  </PropertyGroup>\n  <ItemGroup>\n");
        foreach ((string id, string? version) in packages.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase))
            project.Append("    <PackageReference Include=\"").Append(id).Append("\" Version=\"")
                .Append(version is null ? "*" : $"[{SecurityElement.Escape(version)}]").Append("\" />\n");
        project.Append("  </ItemGroup>\n</Project>\n");
        return project.ToString();
    }

    private static string Key(string project) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(project)))[..16];

    private static async Task SdkAsync(string place, IEnumerable<string> ids, CancellationToken cancellation)
    {
        SdkResult result = await Sdk.RunAsync(place, ["restore", "packages.csproj", "--verbosity", "quiet", "--nologo"], cancellation)
            .ConfigureAwait(false);
        if (result.ExitCode == 0)
            return;
        string reason = result.Output.Split('\n').Select(line => line.Trim())
            .FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))
            ?? "the SDK gave no reason";
        int code = reason.IndexOf(": error ", StringComparison.Ordinal);
        throw new CellInputException(
            $"{string.Join(", ", ids)} cannot be restored: {(code < 0 ? reason : reason[(code + 8)..].Split(" [")[0])}");
    }
}
