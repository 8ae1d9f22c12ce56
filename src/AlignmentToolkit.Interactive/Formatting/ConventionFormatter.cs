namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>Writes a value in one representation; a notebook program calls <see cref="Format"/> by name.</summary>
internal sealed class ConventionFormatter(string mimeType, Func<object, string> toText)
{
    /// <summary>The representation this formatter writes.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes <paramref name="value"/>; true when something was written.</summary>
    /// <remarks>
    /// The first parameter must be declared as <see cref="object"/>: the engine builds its call for exactly that signature.
    /// </remarks>
    public bool Format(object value, TextWriter writer)
    {
        writer.Write(toText(value));
        return true;
    }
}
