using System.Globalization;

namespace AlignmentToolkit.Checkpoints;

/// <summary>The dimensions of a tensor, slowest first (row-major); no dimension at all is a single number.</summary>
public readonly struct TensorShape : IEquatable<TensorShape>
{
    private readonly long[]? _dimensions;

    /// <summary>A shape.</summary>
    /// <param name="dimensions">Sizes, none negative; their product fits 64 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the product does not fit.</exception>
    public TensorShape(params ReadOnlySpan<long> dimensions)
    {
        UInt128 count = 1;
        foreach (long dimension in dimensions)
        {
            if (dimension < 0)
                throw new ArgumentOutOfRangeException(nameof(dimensions), dimension, "No dimension of a tensor is negative.");
            count *= (UInt128)dimension;
            if (count > long.MaxValue)
                throw new ArgumentOutOfRangeException(nameof(dimensions), dimension, "The number of elements does not fit 64 bits.");
        }

        _dimensions = dimensions.ToArray();
        ElementCount = (long)count;
    }

    /// <summary>Number of dimensions.</summary>
    public int Rank => _dimensions?.Length ?? 0;

    /// <summary>Product of the dimensions; 1 at rank 0.</summary>
    public long ElementCount { get; } = 1;

    /// <summary>The sizes, slowest first.</summary>
    public ReadOnlySpan<long> Dimensions => _dimensions;

    /// <summary>The size of one dimension.</summary>
    /// <param name="index">0 to <see cref="Rank"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public long this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Rank);
            return _dimensions![index];
        }
    }

    /// <summary>Whether two shapes are the same.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => Dimensions.SequenceEqual(other.Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (long dimension in Dimensions) hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <summary>For people, such as <c>[512, 64]</c>.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", (_dimensions ?? []).Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";
}
