using System.Collections.Immutable;

using Microsoft.CodeAnalysis;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>
/// Finds nothing: the session resolves <c>#r</c> itself. The default resolver would also search the program's own folder for every assembly
/// an assembly mentions and so pull the compiler into the cells.
/// </summary>
internal sealed class NoMetadataResolver : MetadataReferenceResolver
{
    public static NoMetadataResolver Instance { get; } = new();

    public override bool ResolveMissingAssemblies => false;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) =>
        [];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 0;
}
