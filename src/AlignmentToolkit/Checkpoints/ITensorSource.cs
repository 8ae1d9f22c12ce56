using System.Diagnostics.CodeAnalysis;

namespace AlignmentToolkit.Checkpoints;

/// <summary>Named tensors in one file or several, read on demand. Reading from several threads at once is allowed.</summary>
public interface ITensorSource : IDisposable
{
    /// <summary>The file or folder, for messages.</summary>
    string Location { get; }

    /// <summary>All tensors, in the order of their bytes. Every enumeration makes the entries anew.</summary>
    IEnumerable<TensorEntry> Entries { get; }

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="entry">What the checkpoint says of it; null where it has none of this name.</param>
    /// <exception cref="ObjectDisposedException">The source is closed.</exception>
    bool TryGetEntry(string name, [NotNullWhen(true)] out TensorEntry? entry);

    /// <summary>Reads some numbers of a tensor, counted row-major, as binary32.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="first">The first number.</param>
    /// <param name="values">One place for every number wanted.</param>
    /// <exception cref="InvalidDataException">There is no such tensor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor does not have these numbers.</exception>
    /// <exception cref="NotSupportedException">The element type has no conversion to binary32.</exception>
    /// <exception cref="ObjectDisposedException">The source is closed.</exception>
    void ReadSingle(string name, long first, Span<float> values);

    /// <summary>The bytes of a tensor where they lie, without a copy; valid until the source is closed.</summary>
    /// <param name="name">The tensor.</param>
    /// <exception cref="InvalidDataException">There is no such tensor.</exception>
    /// <exception cref="ObjectDisposedException">The source is closed.</exception>
    TensorBytes Map(string name);
}
