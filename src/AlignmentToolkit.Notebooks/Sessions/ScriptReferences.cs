using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>The assemblies of the running program that cells compile against. Read and bound once a process.</summary>
/// <remarks>
/// Every session refers to all of them from its first cell; those a cell has not asked for are hidden under an alias. If they were added
/// only when asked for, the compiler would take a type of an earlier cell for another one than the same type in a later cell, because the
/// assembly that holds it now refers to something it did not find before. For the same reason they are bound here, once, and not by the
/// first two sessions at the same time.
/// </remarks>
internal static class ScriptReferences
{
    private const string HiddenAlias = "toolkit";

    /// <summary>The packages that the running program is made of, each using those before it.</summary>
    private static readonly string[] Packages =
        ["AlignmentToolkit", "AlignmentToolkit.Interactive", "AlignmentToolkit.Plotly", "AlignmentToolkit.Notebooks"];

    private static readonly Assembly[] AlwaysVisible =
        [typeof(CellFunctions).Assembly, typeof(Formatter).Assembly, typeof(IHtmlContent).Assembly];
    private static readonly ConcurrentDictionary<string, ImmutableHashSet<string>> ByPackage = new(StringComparer.Ordinal);
    private static readonly Lazy<ImmutableDictionary<string, Assembly>> ProgramLazy = new(ReadProgram);
    private static readonly Lazy<ImmutableDictionary<string, MetadataReference>> StartLazy = new(ReadStart);
    private static Compilation? s_bound;

    /// <summary>
    /// What a session starts with, by assembly name: the .NET libraries, the formatters and <see cref="CellFunctions"/>, and the rest of
    /// the program, hidden.
    /// </summary>
    public static ImmutableDictionary<string, MetadataReference> Start => StartLazy.Value;

    /// <summary>The canonical name of a package that the running program holds; null for any other package.</summary>
    public static string? OwnPackage(string id) => Array.Find(Packages, package => package.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of the assemblies that a package of the toolkit consists of and brings along.</summary>
    /// <param name="id">A name from <see cref="OwnPackage"/>.</param>
    public static ImmutableHashSet<string> Package(string id) =>
        ByPackage.GetOrAdd(id, static id => [.. Closure(Packages.Take(Array.IndexOf(Packages, id) + 1)).Keys]);

    /// <summary>The program's own assembly of a name; null if cells may load another one.</summary>
    public static Assembly? OfProgram(string name) => ProgramLazy.Value.GetValueOrDefault(name);

    /// <summary>A reference that cells see without an alias.</summary>
    public static MetadataReference Visible(MetadataReference reference) => reference.WithAliases([]);

    private static ImmutableDictionary<string, MetadataReference> ReadStart()
    {
        ImmutableDictionary<string, MetadataReference>.Builder references = ImmutableDictionary.CreateBuilder<string, MetadataReference>(
            StringComparer.OrdinalIgnoreCase);
        foreach (string path in FrameworkFiles())
            references[Path.GetFileNameWithoutExtension(path)] = MetadataReference.CreateFromFile(path);
        foreach ((string name, Assembly assembly) in ProgramLazy.Value)
        {
            MetadataReferenceProperties properties = new(aliases: AlwaysVisible.Contains(assembly) ? [] : [HiddenAlias]);
            references[name] = MetadataReference.CreateFromFile(assembly.Location, properties);
        }

        s_bound = CSharpCompilation.CreateScriptCompilation("bound", references: references.Values);
        foreach (MetadataReference reference in references.Values)
            s_bound.GetAssemblyOrModuleSymbol(reference);
        return references.ToImmutable();
    }

    private static IEnumerable<string> FrameworkFiles()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path.StartsWith(framework, StringComparison.Ordinal));
    }

    private static ImmutableDictionary<string, Assembly> ReadProgram() =>
        Closure(Packages).AddRange(AlwaysVisible.Select(assembly => KeyValuePair.Create(assembly.GetName().Name!, assembly)));

    /// <summary>Packages and everything they refer to, without the .NET libraries.</summary>
    private static ImmutableDictionary<string, Assembly> Closure(IEnumerable<string> packages)
    {
        HashSet<string> known = [.. FrameworkFiles().Select(path => Path.GetFileNameWithoutExtension(path))];
        ImmutableDictionary<string, Assembly>.Builder closure = ImmutableDictionary.CreateBuilder<string, Assembly>(
            StringComparer.OrdinalIgnoreCase);
        // The compiler leaves a reference out of an assembly that uses nothing of it, so the lower packages are named one by one.
        Queue<Assembly> open = new(packages.Select(Assembly.Load));
        while (open.TryDequeue(out Assembly? assembly))
        {
            string name = assembly.GetName().Name!;
            if (!known.Add(name))
                continue;
            closure[name] = assembly;
            foreach (AssemblyName reference in assembly.GetReferencedAssemblies().Where(reference => !known.Contains(reference.Name!)))
                open.Enqueue(Assembly.Load(reference));
        }

        return closure.ToImmutable();
    }
}
