using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>What cells compile against. Read once a process: the compiler keeps what it learned of an assembly with the reference.</summary>
internal static class ScriptReferences
{
    private static readonly ConcurrentDictionary<string, MetadataReference> ByPath = new(StringComparer.Ordinal);
    private static readonly Lazy<ImmutableArray<MetadataReference>> StartLazy = new(ReadStart);
    private static readonly ConcurrentDictionary<string, ImmutableArray<MetadataReference>> ByPackage = new(StringComparer.Ordinal);

    /// <summary>The packages that the running program is made of, each using those before it.</summary>
    private static readonly string[] Packages = ["AlignmentToolkit", "AlignmentToolkit.Interactive", "AlignmentToolkit.Plotly", "AlignmentToolkit.Notebooks"];

    /// <summary>The .NET libraries, the formatters and the functions of <see cref="CellFunctions"/>: what a cell sees without any <c>#r</c>.</summary>
    public static ImmutableArray<MetadataReference> Start => StartLazy.Value;

    /// <summary>The canonical name of a package that the running program holds; null for any other package.</summary>
    public static string? OwnPackage(string id) => Array.Find(Packages, package => package.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>A package of the toolkit and all it brings along, from the running program.</summary>
    /// <param name="id">A name from <see cref="OwnPackage"/>.</param>
    public static ImmutableArray<MetadataReference> Package(string id) => ByPackage.GetOrAdd(id, ReadPackage);

    /// <summary>The reference to a file; the same object for the same path.</summary>
    public static MetadataReference File(string path) => ByPath.GetOrAdd(path, static file => MetadataReference.CreateFromFile(file));

    private static ImmutableArray<MetadataReference> ReadStart()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path.StartsWith(framework, StringComparison.Ordinal));
        Assembly[] ours = [typeof(CellFunctions).Assembly, typeof(Formatter).Assembly, typeof(IHtmlContent).Assembly];
        return [.. platform.Concat(ours.Select(assembly => assembly.Location)).Select(File)];
    }

    private static ImmutableArray<MetadataReference> ReadPackage(string id)
    {
        HashSet<string> known = [.. Start.Select(reference => Path.GetFileNameWithoutExtension(reference.Display!))];
        known.ExceptWith(Packages);
        List<MetadataReference> closure = [];
        // The compiler leaves a reference out of an assembly that uses nothing of it, so the lower packages are named one by one.
        Queue<Assembly> open = new(Packages.Take(Array.IndexOf(Packages, id) + 1).Select(Assembly.Load));
        while (open.TryDequeue(out Assembly? assembly))
        {
            if (!known.Add(assembly.GetName().Name!))
                continue;
            closure.Add(File(assembly.Location));
            foreach (AssemblyName reference in assembly.GetReferencedAssemblies().Where(name => !known.Contains(name.Name!)))
                open.Enqueue(Assembly.Load(reference));
        }

        return [.. closure];
    }
}
