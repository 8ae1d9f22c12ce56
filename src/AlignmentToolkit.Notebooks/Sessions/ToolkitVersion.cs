using System.Reflection;

using AlignmentToolkit.Interactive;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Which version of the packages the running program is.</summary>
internal static class ToolkitVersion
{
    /// <summary>The package version, without build metadata.</summary>
    public static string Current { get; } =
        typeof(Notebook).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
