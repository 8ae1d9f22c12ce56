using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

using AlignmentToolkit.Notebooks.Documents;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>The files of restored packages.</summary>
/// <param name="Compile">What cells compile against.</param>
/// <param name="Runtime">What is loaded.</param>
/// <param name="Native">Native libraries for this machine.</param>
internal sealed record PackageAssets(IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native)
{
    /// <summary>Reads the list that a restore leaves; null if there is none or files in it are gone.</summary>
    public static PackageAssets? TryRead(string path)
    {
        try
        {
            if (!File.Exists(path) || JsonText.Parse(File.ReadAllText(path)) is not JsonObject root)
                return null;
            string[] folders = [.. root["packageFolders"]!.AsObject().Select(pair => pair.Key)];
            List<string> compile = [], runtime = [], native = [];
            foreach ((string library, JsonNode? assets) in root["targets"]!.AsObject().First().Value!.AsObject())
            {
                string relative = root["libraries"]![library]!["path"]!.ToString();
                compile.AddRange(Files(assets!["compile"], folders, relative));
                runtime.AddRange(Files(assets["runtime"], folders, relative));
                native.AddRange(Files(ForThisMachine(assets["runtimeTargets"]), folders, relative));
            }

            return compile.Concat(runtime).All(File.Exists) ? new(compile, runtime, native) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonObject? ForThisMachine(JsonNode? targets)
    {
        if (targets is not JsonObject all)
            return null;
        string[] systems = [RuntimeInformation.RuntimeIdentifier, Portable()];
        return new(all
            .Where(pair => pair.Value?["assetType"]?.ToString() == "native"
                && systems.Contains(pair.Value["rid"]?.ToString(), StringComparer.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
    }

    private static string Portable()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static IEnumerable<string> Files(JsonNode? group, string[] folders, string relative)
    {
        foreach ((string file, JsonNode? _) in group as JsonObject ?? [])
        {
            // An empty folder of the framework stands as "_._".
            if (file.EndsWith("_._", StringComparison.Ordinal))
                continue;
            IEnumerable<string> places = folders.Select(folder => Path.GetFullPath(Path.Combine(folder, relative, file)));
            yield return places.FirstOrDefault(File.Exists) ?? places.First();
        }
    }
}
