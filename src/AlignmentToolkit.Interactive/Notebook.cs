using AlignmentToolkit.Interactive.Hosting;

namespace AlignmentToolkit.Interactive;

/// <summary>The running notebook, as a cell sees it.</summary>
public static class Notebook
{
    private static readonly AsyncLocal<INotebookHost?> CurrentHost = new();

    /// <summary>The program that runs this cell; null outside this toolkit's own engine.</summary>
    public static INotebookHost? Host
    {
        get => CurrentHost.Value;
        set => CurrentHost.Value = value;
    }

    /// <summary>Cancelled when the user interrupts the cell or its time is up; never cancelled where no host offers it.</summary>
    public static CancellationToken Cancellation => Host?.Cancellation ?? CancellationToken.None;
}
