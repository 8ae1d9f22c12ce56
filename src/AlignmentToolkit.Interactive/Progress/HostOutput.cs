using AlignmentToolkit.Interactive.Hosting;

namespace AlignmentToolkit.Interactive.Progress;

/// <summary>Shows values through this toolkit's own notebook program.</summary>
internal sealed class HostOutput(INotebookHost host) : ILiveOutput
{
    private readonly string _displayId = "live-" + Guid.NewGuid().ToString("N");
    private bool _shown;

    public bool IsReplaced => true;

    public void Show(object value)
    {
        host.Show(MimeBundle.Of(value), _displayId, update: _shown);
        _shown = true;
    }
}
