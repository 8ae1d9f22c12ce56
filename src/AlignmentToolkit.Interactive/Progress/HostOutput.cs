using AlignmentToolkit.Interactive.Formatting;
using AlignmentToolkit.Interactive.Hosting;

namespace AlignmentToolkit.Interactive.Progress;

/// <summary>Draws the bar through this toolkit's own notebook program.</summary>
internal sealed class HostOutput(INotebookHost host) : IProgressOutput
{
    private readonly string _displayId = "progress-" + Guid.NewGuid().ToString("N");
    private bool _shown;

    public bool IsReplaced => true;

    public void Show(ProgressState state)
    {
        Dictionary<string, string> bundle = new() { [MimeTypes.Html] = state.ToHtml(), [MimeTypes.Plain] = state.ToString() };
        host.Show(bundle, _displayId, update: _shown);
        _shown = true;
    }
}
