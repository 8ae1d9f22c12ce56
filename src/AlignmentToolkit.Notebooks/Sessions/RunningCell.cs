using System.Globalization;

using AlignmentToolkit.Interactive.Hosting;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>The cell that the current thread works for: where its outputs go and when it should stop.</summary>
/// <param name="session">The session it runs in.</param>
/// <param name="output">Where its outputs go.</param>
/// <param name="cancellation">Cancelled when it should stop.</param>
internal sealed class RunningCell(CSharpSession session, ICellOutput output, CancellationToken cancellation) : INotebookHost
{
    private static readonly AsyncLocal<RunningCell?> Ambient = new();

    /// <summary>The cell whose code (or whose thread) asks; null outside any cell.</summary>
    public static RunningCell? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Where the cell's outputs go.</summary>
    public ICellOutput Output => output;

    /// <inheritdoc/>
    public CancellationToken Cancellation => cancellation;

    /// <summary>A name for an output that no other output of the session has.</summary>
    public string NewDisplayId() => string.Create(CultureInfo.InvariantCulture, $"display-{session.NextDisplayNumber()}");

    /// <summary>The representations of a value that the cell shows.</summary>
    public IReadOnlyDictionary<string, string> Format(object? value, string? mimeType)
    {
        session.Shown?.Invoke(value);
        return ValueFormatting.Bundle(value, mimeType);
    }

    /// <inheritdoc/>
    public void Show(IReadOnlyDictionary<string, string> bundle, string displayId, bool update)
    {
        if (update)
            output.Update(bundle, displayId);
        else
            output.Display(bundle, displayId);
    }
}
