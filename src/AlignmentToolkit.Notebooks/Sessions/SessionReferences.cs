using System.Collections.Immutable;
using System.Reflection;
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
    private readonly Dictionary<string, MetadataReference> _references = new(ScriptReferences.Start, StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything the next cell compiles against.</summary>
    public IEnumerable<MetadataReference> All => _references.Values;

    /// <summary>Loads what compiled cells refer to.</summary>
    public InteractiveAssemblyLoader Loader { get; } = NewLoader();

    /// <summary>Follows a cell's <c>#r</c> directives.</summary>
    /// <returns>True if anything was added.</returns>
    /// <exception cref="CellInputException">A file or package cannot be had.</exception>
    public async Task<bool> AddAsync(CellDirectives directives, CancellationToken cancellation)
    {
        bool changed = directives.Files.Count + directives.Packages.Count > 0;
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
            Add(await _restore.RestoreAsync(foreign, cancellation).ConfigureAwait(false));

        return changed;
    }

    /// <summary>Adds a package of the toolkit from the running program.</summary>
    private void AddOwn(string own, PackageRequest package)
    {
        string running = ToolkitVersion.Current;
        if (package.Version is { } wanted && wanted != running)
        {
            throw new CellInputException(
                $"the notebook asks for {own} {wanted}, and this toolkit is {running}: "
                + "change the line, or run the notebook with that version");
        }

        foreach (string name in ScriptReferences.Package(own))
            Reveal(name);
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
            Add(next);
            // Dependencies that lie beside the file need no line of their own.
            foreach (
                string sibling in mentioned.Select(name => Path.Combine(Path.GetDirectoryName(path)!, name + ".dll")).Where(File.Exists))
                open.Enqueue(sibling);
        }
    }

    /// <summary>Adds a file, unless the program has an assembly of that name: there can be only one, and the program's is loaded.</summary>
    private void Add(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (_references.ContainsKey(name))
            Reveal(name);
        else
            _references[name] = MetadataReference.CreateFromFile(path);
    }

    private void Add(PackageAssets assets)
    {
        foreach (string path in assets.Compile)
            Add(path);
        foreach (string path in assets.Runtime.Where(path => ScriptReferences.OfProgram(Path.GetFileNameWithoutExtension(path)) is null))
            Loader.RegisterDependency(Identity(AssemblyName.GetAssemblyName(path)), path);
        NativeLibraries.Add(assets.Native);
    }

    private static AssemblyIdentity Identity(AssemblyName name) =>
        new(name.Name, name.Version, name.CultureName, name.GetPublicKeyToken()?.ToImmutableArray() ?? [], hasPublicKey: false);

    private void Reveal(string name)
    {
        _references[name] = ScriptReferences.Visible(_references[name]);
        // The cells must get the very types this program uses, not a second copy of them.
        if (ScriptReferences.OfProgram(name) is { } assembly)
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

    private static InteractiveAssemblyLoader NewLoader()
    {
        InteractiveAssemblyLoader loader = new();
        loader.RegisterDependency(typeof(CellFunctions).Assembly);
        loader.RegisterDependency(typeof(Formatter).Assembly);
        loader.RegisterDependency(typeof(IHtmlContent).Assembly);
        return loader;
    }
}
