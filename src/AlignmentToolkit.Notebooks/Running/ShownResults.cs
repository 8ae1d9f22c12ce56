using AlignmentToolkit.Interactive;
using AlignmentToolkit.Notebooks.Documents;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>Keeps what a notebook's tables say: the verdicts, and the tables themselves for a page of results.</summary>
internal sealed class ShownResults
{
    /// <summary>The tag of a cell whose ordinary tables belong to the results too.</summary>
    private const string Tag = "results";

    private readonly Lock _gate = new();
    private readonly List<string> _tables = [];
    private VerdictCounts _verdicts = new(0, 0, 0, 0);
    private bool _keepsTables;

    /// <summary>What was counted so far.</summary>
    public VerdictCounts Verdicts
    {
        get
        {
            lock (_gate)
                return _verdicts;
        }
    }

    /// <summary>The tables so far, in the order in which they were shown.</summary>
    public IReadOnlyList<string> Tables
    {
        get
        {
            lock (_gate)
                return [.. _tables];
        }
    }

    /// <summary>What is shown from now on comes from this cell.</summary>
    public void Begin(NotebookCell cell)
    {
        lock (_gate)
            _keepsTables = cell.Tags.Contains(Tag, StringComparer.Ordinal);
    }

    /// <summary>Looks at a value that was shown.</summary>
    public void Add(object? value)
    {
        lock (_gate)
        {
            if (VerdictCounts.Of(value) is { } counts)
                _verdicts += counts;
            if (value is ResultsTable results)
                _tables.Add(results.ToMarkdown());
            else if (value is Table table && _keepsTables)
                _tables.Add(table.ToMarkdown());
        }
    }
}
