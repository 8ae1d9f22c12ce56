namespace AlignmentToolkit.Dynamics;

/// <summary>Covariance of jointly Gaussian local fields z with zero mean: C_ij = ⟨z_i z_j⟩.</summary>
/// <remarks>
/// In the teacher–student setting z = (λ, ν, ρ): student fields λ_k = w_k·x/√N, teacher fields ν_m = w̃_m·x/√N and, where a rule projects
/// the error onto the input, ρ_c = φ_c·x/√N.
/// </remarks>
public readonly ref struct FieldCovariance
{
    private readonly ReadOnlySpan<double> _values;

    /// <summary>Views a symmetric matrix as a covariance.</summary>
    /// <param name="values">The whole matrix, size × size numbers; symmetric, so that row and column order are the same.</param>
    /// <param name="size">Number of fields.</param>
    /// <exception cref="ArgumentException">The number of values is not size².</exception>
    public FieldCovariance(ReadOnlySpan<double> values, int size)
    {
        if (values.Length != size * size)
            throw new ArgumentException($"{values.Length} values for a covariance of {size} fields.", nameof(values));
        _values = values;
        Size = size;
    }

    /// <summary>Number of fields.</summary>
    public int Size { get; }

    /// <summary>⟨z_i z_j⟩, indices from 0.</summary>
    /// <param name="i">First field.</param>
    /// <param name="j">Second field.</param>
    public double this[int i, int j] => _values[i * Size + j];
}
