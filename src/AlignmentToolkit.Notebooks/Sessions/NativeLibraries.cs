using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Finds the native libraries of restored packages for the assemblies that call them.</summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, string> Files = new(StringComparer.OrdinalIgnoreCase);
    private static int s_installed;

    /// <summary>Makes native libraries known to every assembly that cells load from now on.</summary>
    public static void Add(IEnumerable<string> paths)
    {
        foreach (string path in paths)
            Files[Path.GetFileNameWithoutExtension(path)] = path;
        if (!Files.IsEmpty && Interlocked.Exchange(ref s_installed, 1) == 0)
            AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Watch(AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly));
    }

    private static void Watch(AssemblyLoadContext? context)
    {
        if (context is null)
            return;
        context.ResolvingUnmanagedDll -= Resolve;
        context.ResolvingUnmanagedDll += Resolve;
    }

    private static nint Resolve(System.Reflection.Assembly caller, string name)
    {
        string bare = Path.GetFileNameWithoutExtension(name);
        bool found = Files.TryGetValue(bare, out string? path) || Files.TryGetValue("lib" + bare, out path);
        return found && NativeLibrary.TryLoad(path!, out nint handle) ? handle : 0;
    }
}
