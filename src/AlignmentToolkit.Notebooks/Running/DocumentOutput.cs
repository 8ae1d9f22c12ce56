using AlignmentToolkit.Notebooks.Documents;
using AlignmentToolkit.Notebooks.Sessions;

namespace AlignmentToolkit.Notebooks.Running;

/// <summary>Collects a session's outputs in the cells of a document.</summary>
internal sealed class DocumentOutput
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (NotebookCell Cell, int Index)> _displays = new(StringComparer.Ordinal);
    private bool _closed;

    /// <summary>Empties a cell and collects what it shows from now on.</summary>
    public ICellOutput Begin(NotebookCell cell, int executionCount)
    {
        lock (_gate)
        {
            cell.Outputs.Clear();
            cell.ExecutionCount = executionCount;
        }

        return new Collector(this, cell);
    }

    /// <summary>Adds why a cell failed.</summary>
    public void Fail(NotebookCell cell, CellError error)
    {
        lock (_gate)
            cell.Outputs.Add(new ErrorOutput(error.Name, error.Message, error.Traceback));
    }

    /// <summary>Ignores what comes from now on: the document is about to be written, and a thread of a cell may still be talking.</summary>
    public void Close()
    {
        lock (_gate)
            _closed = true;
    }

    private void Add(NotebookCell cell, CellOutput output)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            if (output is StreamOutput text && cell.Outputs.LastOrDefault() is StreamOutput last && last.Name == text.Name)
            {
                cell.Outputs[^1] = last with { Text = last.Text + text.Text };
                return;
            }

            if (output is DisplayOutput { DisplayId: { } id })
                _displays[id] = (cell, cell.Outputs.Count);
            cell.Outputs.Add(output);
        }
    }

    private void Replace(string displayId, IReadOnlyDictionary<string, string> bundle)
    {
        lock (_gate)
        {
            if (!_closed && _displays.TryGetValue(displayId, out (NotebookCell Cell, int Index) place))
                place.Cell.Outputs[place.Index] = new DisplayOutput(bundle) { DisplayId = displayId };
        }
    }

    private sealed class Collector(DocumentOutput owner, NotebookCell cell) : ICellOutput
    {
        public void Stream(string name, string text) => owner.Add(cell, new StreamOutput(name, text));

        public void Display(IReadOnlyDictionary<string, string> bundle, string displayId) =>
            owner.Add(cell, new DisplayOutput(bundle) { DisplayId = displayId });

        public void Update(IReadOnlyDictionary<string, string> bundle, string displayId) => owner.Replace(displayId, bundle);

        public void Result(IReadOnlyDictionary<string, string> bundle) => owner.Add(cell, new ResultOutput(bundle, cell.ExecutionCount));
    }
}
