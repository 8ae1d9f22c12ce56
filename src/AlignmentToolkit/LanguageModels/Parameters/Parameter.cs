using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.LanguageModels.Parameters;

/// <summary>One named tensor of a model: a window on the memory of its <see cref="ParameterSet"/>.</summary>
/// <remarks>
/// Numbers lie as in a checkpoint, the last dimension fastest. So the weight W of a linear map, [outputs, inputs] in a file, is in columns
/// what <see cref="AsMatrix"/> gives: Wᵀ, inputs × outputs.
/// </remarks>
public sealed class Parameter
{
    private readonly ParameterSet _set;
    private readonly int[] _shape;

    internal Parameter(ParameterSet set, string name, int[] shape, int start, bool isDecayed)
    {
        (_set, Name, _shape, Start, IsDecayed) = (set, name, shape, start, isDecayed);
        Count = shape.Aggregate(1, (product, size) => checked(product * size));
    }

    /// <summary>Name of the tensor in a HuggingFace checkpoint.</summary>
    public string Name { get; }

    /// <summary>Sizes as in a checkpoint: [outputs, inputs] for a linear map.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Place of its first number in the memory of the set.</summary>
    public int Start { get; }

    /// <summary>Number of numbers.</summary>
    public int Count { get; }

    /// <summary>Whether weight decay applies: to matrices, not to gains of norms and biases.</summary>
    public bool IsDecayed { get; }

    /// <summary>The numbers.</summary>
    public Span<float> Values => _set.Values.Slice(Start, Count);

    /// <summary>∂loss/∂values, summed since it was last cleared.</summary>
    public Span<float> Gradient => _set.Gradient.Slice(Start, Count);

    /// <summary>The values as columns, each a row of the tensor in a checkpoint: last size × product of the others.</summary>
    public MatrixSpan<float> AsMatrix => new(Values, _shape[^1], Count / _shape[^1]);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", _shape)}]";
}
