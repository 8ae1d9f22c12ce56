using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Attacks;

/// <summary>The space that the rows of a released update span, and what it says about the examples behind it.</summary>
/// <remarks>
/// An update without noise after the products is Σ_i p_i h_iᵀ, whatever noise is in p_i: with fewer examples than numbers in h_i its rows
/// span exactly the space of the h_i, for the first layer that of the inputs themselves. No noise on the signals, however strong, hides
/// whether a given input was among them.
/// </remarks>
public sealed class RowSpace
{
    /// <summary>Directions shorter than this, of the longest, are taken for rounding of numbers in double precision.</summary>
    public const double DoubleRounding = 1e-10;

    /// <summary>The same for updates in single precision.</summary>
    public const double SingleRounding = 1e-4;

    private RowSpace(Matrix<double> basis) => Basis = basis;

    /// <summary>An orthonormal basis, n′ × dimension.</summary>
    public Matrix<double> Basis { get; }

    /// <summary>The dimension.</summary>
    public int Dimension => Basis.ColumnCount;

    /// <summary>The space of an update's rows.</summary>
    /// <param name="update">ΔW, n × n′.</param>
    /// <param name="tolerance">Share of the longest row below which what is left of a row counts as rounding, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is out of its range.</exception>
    public static RowSpace OfRows(Matrix<double> update, double tolerance = DoubleRounding)
    {
        ArgumentNullException.ThrowIfNull(update);
        return OfColumns(update.Transpose(), tolerance);
    }

    /// <summary>The space of the rows of an update as training makes it.</summary>
    /// <param name="update">ΔW, n × n′.</param>
    /// <param name="tolerance">Share of the longest row below which what is left of a row counts as rounding, in (0, 1).</param>
    public static RowSpace OfRows(Matrix<float> update, double tolerance = SingleRounding)
    {
        ArgumentNullException.ThrowIfNull(update);
        return OfRows(update.Map(value => (double)value), tolerance);
    }

    /// <summary>The space of some vectors.</summary>
    /// <param name="vectors">One a column.</param>
    /// <param name="tolerance">Share of the longest column below which what is left of one counts as rounding, in (0, 1).</param>
    public static RowSpace OfColumns(Matrix<double> vectors, double tolerance = DoubleRounding)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (!(tolerance is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "The tolerance must lie between 0 and 1.");
        return new RowSpace(PivotedGramSchmidt.Basis(vectors, tolerance));
    }

    /// <summary>The share of a vector that lies outside the space, ‖x − Q Qᵀx‖/‖x‖: 0 for one inside, 1 for one at right angles.</summary>
    /// <param name="vector">x, n′ numbers, not all 0.</param>
    public double ShareOutside(Vector<double> vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return (vector - (Basis * Basis.TransposeThisAndMultiply(vector))).L2Norm() / vector.L2Norm();
    }

    /// <summary>Whether another space lies in this one, up to rounding.</summary>
    /// <param name="other">In the same number of dimensions around.</param>
    /// <param name="tolerance">The largest share of a basis vector that may lie outside.</param>
    public bool Contains(RowSpace other, double tolerance = 1e-8)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < other.Dimension; i++)
            if (ShareOutside(other.Basis.Column(i)) > tolerance) return false;
        return true;
    }

    /// <summary>The principal angles to another space, ascending, in radians: as many as the smaller one has dimensions.</summary>
    /// <remarks>From sines, so that angles near 0 are exact to rounding; near a right angle they are good to 1e-8.</remarks>
    /// <param name="other">In the same number of dimensions around.</param>
    public IReadOnlyList<double> PrincipalAngles(RowSpace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Matrix<double> large, Matrix<double> small) = Dimension >= other.Dimension ? (Basis, other.Basis) : (other.Basis, Basis);
        if (small.ColumnCount == 0) return [];
        Matrix<double> outside = small - (large * large.TransposeThisAndMultiply(small));
        return [.. outside.Svd(computeVectors: false).S.Select(sine => Math.Asin(Math.Min(1, sine))).Order()];
    }

    /// <summary>Such as <c>8 of 20 dimensions</c>.</summary>
    public override string ToString() => $"{Dimension} of {Basis.RowCount} dimensions";
}
