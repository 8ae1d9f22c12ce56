using AlignmentToolkit.Notebooks.Running;
using AlignmentToolkit.Notebooks.Tests.Repository;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Running;

/// <summary>Every notebook of the repository, run once in the quick profile.</summary>
public sealed class CommittedNotebooks : IAsyncLifetime
{
    private readonly Dictionary<string, NotebookResult> _results = new(StringComparer.Ordinal);

    public static IEnumerable<string> Paths => RepositoryFiles.Under("notebooks", "*.ipynb");

    public NotebookResult this[string path] => _results[path];

    public async ValueTask InitializeAsync()
    {
        string[] paths = [.. Paths];
        IReadOnlyList<NotebookResult> results = await new NotebookRunner(new RunOptions()).RunAllAsync(
            [.. paths.Select(path => NotebookFile.Load(Path.Combine(RepositoryFiles.Root, path)))],
            cancellation: TestContext.Current.CancellationToken);
        foreach ((string path, NotebookResult result) in paths.Zip(results))
            _results[path] = result;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
