using System.Collections;
using System.Diagnostics.CodeAnalysis;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Parameters;

/// <summary>All parameters that are trained together, in one piece of memory: an optimiser sweeps over it, a snapshot copies it.</summary>
/// <remarks>
/// Layers add their parameters when they are made; memory is taken at the first use of a value, after which none can be added. Parameters
/// added one after the other lie one after the other: q, k and v, or gate and up, are then one matrix in a product. Memory does not move.
/// </remarks>
public sealed class ParameterSet : IReadOnlyList<Parameter>
{
    private readonly List<Parameter> _parameters = [];
    private readonly Dictionary<string, Parameter> _byName = new(StringComparer.Ordinal);
    private AlignedNumbers? _values, _gradient;

    /// <summary>Number of parameters (tensors).</summary>
    public int Count => _parameters.Count;

    /// <summary>Number of numbers in all of them.</summary>
    public int Size { get; private set; }

    /// <summary>θ: the numbers of all parameters in the order in which these were added.</summary>
    public Span<float> Values => (_values ??= new AlignedNumbers(Size)).Span;

    /// <summary>∂loss/∂θ. Backward passes add to it; an optimiser's step clears it.</summary>
    public Span<float> Gradient => (_gradient ??= new AlignedNumbers(Size)).Span;

    /// <summary>A parameter by its place.</summary>
    public Parameter this[int index] => _parameters[index];

    /// <summary>A parameter by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public Parameter this[string name] => TryGet(name, out Parameter? parameter)
        ? parameter
        : throw new ArgumentException(
            $"There is no parameter '{name}'; the {Count} there are begin with '{_parameters.FirstOrDefault()?.Name}'.", nameof(name));

    /// <summary>Adds a parameter of zeros.</summary>
    /// <param name="name">Name in a checkpoint; no two are the same.</param>
    /// <param name="isDecayed">Whether weight decay applies.</param>
    /// <param name="shape">Sizes as in a checkpoint, each positive.</param>
    /// <exception cref="ArgumentException">The name is taken, or a size is not positive.</exception>
    /// <exception cref="InvalidOperationException">Values are in use already.</exception>
    public Parameter Add(string name, bool isDecayed, params ReadOnlySpan<int> shape)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_values is not null || _gradient is not null)
            throw new InvalidOperationException($"'{name}' comes too late: the memory of this set is in use.");
        if (shape.IsEmpty) throw new ArgumentException($"'{name}' needs a shape.", nameof(shape));
        foreach (int size in shape) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(shape));
        Parameter parameter = new(this, name, [.. shape], Size, isDecayed);
        if (!_byName.TryAdd(name, parameter)) throw new ArgumentException($"There is a parameter '{name}' already.", nameof(name));
        Size = checked(Size + parameter.Count);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>Reads all parameters from a checkpoint, by their names. Tensors nobody asks for are left alone.</summary>
    /// <param name="source">Where they are.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape; the message names file, tensor and expectation.
    /// Parameters read before it are changed.</exception>
    public void Read(ITensorSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        foreach (Parameter parameter in _parameters)
        {
            TensorEntry entry = source.Entry(parameter.Name);
            TensorShape shape = new([.. parameter.Shape.Select(size => (long)size)]);
            if (entry.Shape != shape)
                throw new InvalidDataException($"{source.Location}: {parameter.Name} is {entry.Shape}; the model asks for {shape}.");
            source.ReadSingle(parameter.Name, 0, parameter.Values);
        }
    }

    /// <summary>Looks a parameter up by its name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Parameter? parameter) => _byName.TryGetValue(name, out parameter);

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
