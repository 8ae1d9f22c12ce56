using Microsoft.AspNetCore.Html;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>What every cell can call without a <c>using</c>: the functions that .NET Interactive offers under the same names.</summary>
public static class CellFunctions
{
    /// <summary>Shows a value now, in the middle of a cell.</summary>
    /// <param name="value">Anything; null shows as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeType">The one representation wanted; without it, those the value's type prefers.</param>
    /// <returns>A handle that can replace the output later.</returns>
    /// <exception cref="InvalidOperationException">No cell is running.</exception>
#pragma warning disable IDE1006 // Naming Styles: notebooks everywhere spell it this way.
    public static DisplayHandle display(object? value, string? mimeType = null)
#pragma warning restore IDE1006
    {
        RunningCell cell = RunningCell.Current
            ?? throw new InvalidOperationException("display(…) shows a value in the running cell, and no cell is running.");
        DisplayHandle handle = new(cell, cell.NewDisplayId());
        cell.Output.Display(cell.Format(value, mimeType), handle.DisplayId);
        return handle;
    }

    /// <summary>A value that shows as the given HTML.</summary>
#pragma warning disable IDE1006 // Naming Styles: as in .NET Interactive.
    public static IHtmlContent HTML(string content) => new HtmlString(content);
#pragma warning restore IDE1006
}
