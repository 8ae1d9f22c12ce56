namespace AlignmentToolkit.Interactive.Formatting;

/// <summary>Tells a .NET notebook program how to show the type that carries it.</summary>
/// <remarks>
/// .NET Interactive finds this attribute by the name of its class alone, wherever it is defined, and reads the two properties by name;
/// so the library needs no reference to that engine. The names must not change.
/// </remarks>
/// <param name="formatterSourceType">A type with a public parameterless constructor and a public method
/// <c>CreateTypeFormatters()</c>.</param>
/// <param name="preferredMimeTypes">The representations that make up one output, richest first.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType, params string[] preferredMimeTypes) : Attribute
{
    /// <summary>The type that makes the formatters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The representations that make up one output.</summary>
    public string[] PreferredMimeTypes { get; } = preferredMimeTypes;
}
