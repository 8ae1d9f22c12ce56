using AlignmentToolkit.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Public files that are too large, or not ours, to lie beside the tests.</summary>
internal static class SharedData
{
    /// <summary>The path of a file below the data folder; where it is absent the test is skipped.</summary>
    public static string Require(string relativePath)
    {
        string path = Path.Combine(DataFolder.Default.Path, relativePath);
        if (!File.Exists(path)) Assert.Skip($"needs {relativePath} in the folder that TOOLKIT_DATA names");
        return path;
    }
}
