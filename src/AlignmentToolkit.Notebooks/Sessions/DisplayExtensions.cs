namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>What every cell can call on a value, as in .NET Interactive.</summary>
public static class DisplayExtensions
{
    /// <inheritdoc cref="CellFunctions.display"/>
    public static DisplayHandle Display(this object? value, string? mimeType = null) => CellFunctions.display(value, mimeType);

    /// <summary>Shows a text as it is under a MIME type, for example base64 as <c>image/png</c>.</summary>
    /// <param name="text">The content.</param>
    /// <param name="mimeType">What the content is.</param>
    /// <returns>A handle that can replace the output later.</returns>
    /// <exception cref="InvalidOperationException">No cell is running.</exception>
    public static DisplayHandle DisplayAs(this string text, string mimeType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(mimeType);
        RunningCell cell = RunningCell.Current
            ?? throw new InvalidOperationException("DisplayAs(…) shows a text in the running cell, and no cell is running.");
        DisplayHandle handle = new(cell, cell.NewDisplayId());
        cell.Output.Display(new Dictionary<string, string>(StringComparer.Ordinal) { [mimeType] = text }, handle.DisplayId);
        return handle;
    }
}
