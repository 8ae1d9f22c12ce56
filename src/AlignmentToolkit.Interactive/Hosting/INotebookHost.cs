namespace AlignmentToolkit.Interactive.Hosting;

/// <summary>What a notebook program offers to the cell that is running.</summary>
public interface INotebookHost
{
    /// <summary>Cancelled when the user interrupts the cell or its time is up.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>Shows a value in several representations, as a new output or in the place of an earlier one.</summary>
    /// <param name="bundle">MIME type → text. JSON types hold JSON text, images other than SVG hold base64.</param>
    /// <param name="displayId">Names the output, so that a later call can replace it.</param>
    /// <param name="update">True to replace the output of that name, false to add a new one.</param>
    void Show(IReadOnlyDictionary<string, string> bundle, string displayId, bool update);
}
