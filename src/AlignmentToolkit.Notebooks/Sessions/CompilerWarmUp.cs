using AlignmentToolkit.Notebooks.Documents;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>
/// Makes the first cell quick: the compiler is a large program whose methods are themselves compiled when first used, a second's work that
/// can be done while the notebooks are read and, on another core, while the first cells wait for something else.
/// </summary>
public static class CompilerWarmUp
{
    // Touches what nearly every notebook touches: declarations, lambdas, await, a continued submission, a formatted value.
    private static readonly string[] Cells =
    [
        "#r \"nuget: AlignmentToolkit.Interactive\"",
        "using MathNet.Numerics.LinearAlgebra;\nrecord Pair(int A, string B); "
            + "var pairs = Enumerable.Range(0, 3).Select(i => new Pair(i, $\"{i}\")).ToList(); await Task.Yield();",
        "foreach (var pair in pairs) { double x = Math.Sqrt(pair.A); if (x > 1) break; }\npairs.Count",
    ];

    private static readonly Lazy<Task> Work = new(() => Task.Run(RunAsync));

    /// <summary>Starts the work on another thread, unless it has been started in this process.</summary>
    /// <returns>Ends when the compiler is warm; nobody needs to wait for it.</returns>
    public static Task Begin() => Work.Value;

    private static async Task RunAsync()
    {
        CSharpSession session = new(Path.GetTempPath());
        foreach (string cell in Cells)
            await session.ExecuteAsync(cell, new Nowhere()).ConfigureAwait(false);
    }

    private sealed class Nowhere : ICellOutput
    {
        public void Stream(string name, string text)
        {
        }

        public void Display(IReadOnlyDictionary<string, string> bundle, string displayId)
        {
        }

        public void Update(IReadOnlyDictionary<string, string> bundle, string displayId)
        {
        }

        public void Result(IReadOnlyDictionary<string, string> bundle) => _ = bundle.ContainsKey(MimeTypes.Plain);
    }
}
