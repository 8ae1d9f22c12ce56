using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

using AlignmentToolkit.Interactive;

using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>What cells compile against. Read once a process: the compiler keeps what it learned of an assembly with the reference.</summary>
internal static class ScriptReferences
{
    private static readonly ConcurrentDictionary<string, MetadataReference> ByPath = new(StringComparer.Ordinal);
    private static readonly Lazy<ImmutableArray<MetadataReference>> StartLazy = new(ReadStart);
    private static readonly Lazy<ImmutableArray<MetadataReference>> ToolkitLazy = new(ReadToolkit);

    /// <summary>The .NET libraries, the formatters and the functions of <see cref="CellFunctions"/>: what a cell sees without any <c>#r</c>.</summary>
    public static ImmutableArray<MetadataReference> Start => StartLazy.Value;

    /// <summary>The toolkit's own packages and all they bring along, from the running program.</summary>
    public static ImmutableArray<MetadataReference> Toolkit => ToolkitLazy.Value;

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

    private static ImmutableArray<MetadataReference> ReadToolkit()
    {
        HashSet<string> known = [.. Start.Select(reference => Path.GetFileNameWithoutExtension(reference.Display!))];
        List<MetadataReference> closure = [];
        Queue<Assembly> open = new([Assembly.Load("AlignmentToolkit.Plotly"), typeof(Notebook).Assembly]);
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
