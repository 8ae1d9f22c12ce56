using AlignmentToolkit.Datasets;
using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Tests.Repository;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Running;

[Collection(FormatterUsers.Name)]
public class CommittedNotebookTests(CommittedNotebooks runs) : IClassFixture<CommittedNotebooks>
{
    /// <summary>The data set that the outputs in the repository were made with.</summary>
    private const string DataSet = "mnist";

    public static TheoryData<string> Notebooks => [.. CommittedNotebooks.Paths];

    [Theory, MemberData(nameof(Notebooks))]
    public void Every_cell_runs_to_its_end(string path) => Assert.Null(runs[path].Error?.ToString());

    [Theory, MemberData(nameof(Notebooks))]
    public void The_outputs_in_the_file_are_those_of_its_cells(string path)
    {
        if (!DataFolder.Default.Contains(DataSet))
            Assert.Skip(
                $"The committed outputs were made with {DataSet}, which is not in {DataFolder.Variable}; the notebook ran with glyphs.");
        NotebookDocument committed = NotebookDocument.Parse(RepositoryFiles.Read(path), path);
        Assert.Empty(DocumentComparison.Differences(committed, runs[path].Notebook.Document));
    }
}
