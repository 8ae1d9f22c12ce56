using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

using Microsoft.AspNetCore.Html;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.DotNet.Interactive.Formatting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>The assemblies one session's cells can use, growing with each <c>#r</c>.</summary>
/// <param name="folder">Relative file names start here.</param>
internal sealed class SessionReferences(string folder)
{
    private readonly PackageRestore _restore = new(folder);
    private readonly HashSet<string> _names = [.. ScriptReferences.Start.Select(Name)];

    /// <summary>Everything the next cell compiles against.</summary>
    public ImmutableArray<MetadataReference> All { get; private set; } = ScriptReferences.Start;

    /// <summary>Loads what compiled cells refer to.</summary>
    public InteractiveAssemblyLoader Loader { get; } = NewLoader();

    /// <summary>Follows a cell's <c>#r</c> directives.</summary>
    /// <returns>True if anything was added.</returns>
    /// <exception cref="CellInputException">A file or package cannot be had.</exception>
    public async Task<bool> AddAsync(CellDirectives directives, CancellationToken cancellation)
    {
        int before = All.Length;
        foreach (string file in directives.Files)
            AddFile(file);
        List<PackageRequest> foreign = [];
        foreach (PackageRequest package in directives.Packages)
        {
            if (ScriptReferences.OwnPackage(package.Id) is { } own)
                AddOwn(own, package);
            else
                foreign.Add(package);
        }

        if (foreign.Count > 0)
        {
            foreach (string path in await _restore.RestoreAsync(foreign, cancellation).ConfigureAwait(false))
                Add(ScriptReferences.File(path));
        }

        return All.Length != before;
    }

    /// <summary>Adds a package of the toolkit from the running program.</summary>
    private void AddOwn(string own, PackageRequest package)
    {
        string running = ToolkitVersion.Current;
        if (package.Version is { } wanted && wanted != running)
            throw new CellInputException($"the notebook asks for {own} {wanted}, and this toolkit is {running}: change the line, or run the notebook with that version");
        foreach (MetadataReference reference in ScriptReferences.Package(own))
            Add(reference);
    }

    private void AddFile(string file)
    {
        string path = Path.GetFullPath(file, folder);
        if (!File.Exists(path))
            throw new CellInputException($"#r \"{file}\": there is no such file");
        Queue<string> open = new([path]);
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (open.TryDequeue(out string? next))
        {
            if (!seen.Add(next))
                continue;
            IReadOnlyList<string> mentioned = MentionedAssemblies(next, file);
            Add(ScriptReferences.File(next));
            // Dependencies that lie beside the file need no line of their own.
            foreach (string sibling in mentioned.Select(name => Path.Combine(Path.GetDirectoryName(path)!, name + ".dll")).Where(File.Exists))
                open.Enqueue(sibling);
        }
    }

    private void Add(MetadataReference reference)
    {
        string path = reference.Display!;
        if (!_names.Add(Name(reference)))
            return;
        All = All.Add(reference);
        // The cells must get the very types this program uses, not a second copy of them.
        if (AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(loaded => !loaded.IsDynamic && loaded.Location == path) is { } assembly)
            Loader.RegisterDependency(assembly);
    }

    private static List<string> MentionedAssemblies(string path, string shown)
    {
        try
        {
            using PEReader file = new(File.OpenRead(path));
            MetadataReader metadata = file.GetMetadataReader();
            return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException or IOException)
        {
            throw new CellInputException($"#r \"{shown}\": not a .NET assembly ({Path.GetFileName(path)})");
        }
    }

    private static string Name(MetadataReference reference) => Path.GetFileNameWithoutExtension(reference.Display!);

    private static InteractiveAssemblyLoader NewLoader()
    {
        InteractiveAssemblyLoader loader = new();
        loader.RegisterDependency(typeof(CellFunctions).Assembly);
        loader.RegisterDependency(typeof(Formatter).Assembly);
        loader.RegisterDependency(typeof(IHtmlContent).Assembly);
        return loader;
    }
}
