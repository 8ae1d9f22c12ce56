using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Parameters;

namespace AlignmentToolkit.LanguageModels.Inference;

/// <summary>The parameters of a model as a checkpoint in memory: to decode with them, to save or to merge them.</summary>
/// <param name="parameters">The parameters, which are seen as they are at the time of reading.</param>
public sealed class ParameterTensors(ParameterSet parameters) : ITensorSource
{
    /// <inheritdoc/>
    public string Location => "parameters in memory";

    /// <inheritdoc/>
    public IEnumerable<TensorEntry> Entries => parameters.Select(Entry);

    /// <inheritdoc/>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out TensorEntry? entry)
    {
        entry = parameters.TryGet(name, out Parameter? parameter) ? Entry(parameter) : null;
        return entry is not null;
    }

    /// <inheritdoc/>
    public void ReadSingle(string name, long first, Span<float> values)
    {
        TensorEntry entry = this.Entry(name);
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, entry.ElementCount - values.Length);
        parameters[name].Values.Slice((int)first, values.Length).CopyTo(values);
    }

    /// <inheritdoc/>
    public unsafe TensorBytes Map(string name)
    {
        TensorEntry entry = this.Entry(name);

        // The memory of a set is pinned.
        return new TensorBytes(entry, (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(parameters[name].Values)));
    }

    /// <summary>Does nothing: the parameters belong to their model.</summary>
    public void Dispose()
    {
    }

    private static TensorEntry Entry(Parameter parameter) => new(
        parameter.Name,
        TensorElementType.Float32,
        new TensorShape([.. parameter.Shape.Select(size => (long)size)]),
        (long)parameter.Start * sizeof(float));
}
