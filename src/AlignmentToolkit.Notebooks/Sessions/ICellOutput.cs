namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>Where a running cell's outputs go: into a document, or to a Jupyter client.</summary>
/// <remarks>
/// Calls come from any thread the cell started, also after the cell has ended. In a bundle, MIME type → text; JSON types hold JSON text,
/// images other than SVG hold base64.
/// </remarks>
public interface ICellOutput
{
    /// <summary>Text was written to the console.</summary>
    /// <param name="name"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">The text, not necessarily whole lines.</param>
    void Stream(string name, string text);

    /// <summary>A value was shown.</summary>
    /// <param name="bundle">Its representations.</param>
    /// <param name="displayId">Names the output in this session.</param>
    void Display(IReadOnlyDictionary<string, string> bundle, string displayId);

    /// <summary>An earlier output of this session, perhaps of another cell, is replaced.</summary>
    /// <param name="bundle">The new representations.</param>
    /// <param name="displayId">Which output.</param>
    void Update(IReadOnlyDictionary<string, string> bundle, string displayId);

    /// <summary>The cell ended with an expression, and this is its value.</summary>
    /// <param name="bundle">Its representations.</param>
    void Result(IReadOnlyDictionary<string, string> bundle);
}
