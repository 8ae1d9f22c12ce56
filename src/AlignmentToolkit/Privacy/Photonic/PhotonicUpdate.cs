using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Attacks;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>
/// The law of one layer's update under optical noise, in double precision: ΔW = (1/m) Σ_i [(u_i + g_i) ⊙ d_i] h_iᵀ with g_i ~ N(0, σ² I).
/// </summary>
/// <remarks>
/// Each column is normal with a diagonal covariance, which column-wise accounting starts from. Each row is normal with covariance
/// (σ²/m²) Σ_i d_ij² h_i h_iᵀ, of rank m at most, and rows are independent; so rows, not columns, add up to what is released.
/// </remarks>
public sealed class PhotonicUpdate
{
    private readonly Matrix<double> _feedback, _slopes, _activations;

    /// <summary>Describes the update of one mini-batch.</summary>
    /// <param name="feedback">u_i as columns, n × m: clipped projected errors, without noise.</param>
    /// <param name="slopes">d_i as columns, n × m.</param>
    /// <param name="activations">h_i as columns, n′ × m: what the layer reads.</param>
    /// <param name="noise">σ, finite and at least 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">σ is out of its range.</exception>
    public PhotonicUpdate(Matrix<double> feedback, Matrix<double> slopes, Matrix<double> activations, double noise)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        ArgumentNullException.ThrowIfNull(slopes);
        ArgumentNullException.ThrowIfNull(activations);
        Networks.Require.FiniteAndNotNegative(noise);
        if (slopes.RowCount != feedback.RowCount || slopes.ColumnCount != feedback.ColumnCount
            || activations.ColumnCount != feedback.ColumnCount)
        {
            throw new ArgumentException(
                $"Feedback is {Size(feedback)}, slopes {Size(slopes)} and activations {Size(activations)}: the first two must have one shape, "
                + "and all three one column an example.", nameof(activations));
        }

        (_feedback, _slopes, _activations, Noise) = (feedback, slopes, activations, noise);
        Mean = feedback.PointwiseMultiply(slopes).TransposeAndMultiply(activations) / BatchSize;
    }

    /// <summary>σ.</summary>
    public double Noise { get; }

    /// <summary>m.</summary>
    public int BatchSize => _feedback.ColumnCount;

    /// <summary>The mean, (1/m) (U ⊙ D) Hᵀ, n × n′.</summary>
    public Matrix<double> Mean { get; }

    /// <summary>Draws an update.</summary>
    /// <param name="noise">Where the noise comes from.</param>
    /// <returns>ΔW, n × n′.</returns>
    public Matrix<double> Draw(NoiseSource noise)
    {
        Matrix<double> noisy = Matrix<double>.Build.Dense(_feedback.RowCount, BatchSize);
        noise.FillNormal(noisy.AsColumnMajorArray(), Noise);
        return (_feedback + noisy).PointwiseMultiply(_slopes).TransposeAndMultiply(_activations) / BatchSize;
    }

    /// <summary>The variances of a column, (σ²/m²) Σ_i d_ij² h_ik²; numbers of one column are independent.</summary>
    /// <param name="column">k, from 0.</param>
    /// <returns>n numbers.</returns>
    public Vector<double> ColumnVariance(int column)
    {
        Vector<double> squares = _activations.Row(column).PointwisePower(2);
        return _slopes.PointwisePower(2) * squares * Math.Pow(Noise / BatchSize, 2);
    }

    /// <summary>The covariance of a row, (σ²/m²) H diag(d_j²) Hᵀ; rows are independent.</summary>
    /// <param name="row">j, from 0.</param>
    /// <returns>n′ × n′, of rank m at most.</returns>
    public Matrix<double> RowCovariance(int row) => RowCovariance(_activations, row);

    /// <summary>
    /// Compares what the layer's update tells about which of two mini-batches was used with what its columns tell one by one.
    /// </summary>
    /// <param name="other">The update of the same layer from another mini-batch, such as one with one example replaced.</param>
    /// <param name="order">α, greater than 1.</param>
    /// <exception cref="ArgumentException">The layers differ in size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">α is not greater than 1.</exception>
    public JointVersusColumns CompareWith(PhotonicUpdate other, double order)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!(order > 1)) throw new ArgumentOutOfRangeException(nameof(order), order, "An order must be greater than 1.");
        if (Mean.RowCount != other.Mean.RowCount || Mean.ColumnCount != other.Mean.ColumnCount)
            throw new ArgumentException($"One update is {Size(Mean)}, the other {Size(other.Mean)}.", nameof(other));
        return new JointVersusColumns(JointDivergence(other, order), SumOverColumns(other, order));
    }

    private double SumOverColumns(PhotonicUpdate other, double order)
    {
        double sum = 0;
        for (int k = 0; k < Mean.ColumnCount; k++)
        {
            Vector<double> difference = Mean.Column(k) - other.Mean.Column(k), mine = ColumnVariance(k), its = other.ColumnVariance(k);
            for (int j = 0; j < difference.Count; j++)
                sum += GaussianDivergenceStandIn.RenyiDivergence(
                    Vector<double>.Build.Dense(1, difference[j]),
                    Matrix<double>.Build.Dense(1, 1, mine[j]),
                    Matrix<double>.Build.Dense(1, 1, its[j]),
                    order);
        }

        return sum;
    }

    // Both laws live in the span of their activations. Unless the two spans are one, each puts all its mass where the other has none.
    private double JointDivergence(PhotonicUpdate other, double order)
    {
        RowSpace mine = RowSpace.OfColumns(_activations), its = RowSpace.OfColumns(other._activations);
        if (mine.Dimension != its.Dimension || !its.Contains(mine)) return double.PositiveInfinity;
        Matrix<double> basis = mine.Basis, reduced = basis.TransposeThisAndMultiply(_activations);
        Matrix<double> itsReduced = basis.TransposeThisAndMultiply(other._activations);
        double sum = 0;
        for (int j = 0; j < Mean.RowCount && double.IsFinite(sum); j++)
        {
            sum += GaussianDivergenceStandIn.RenyiDivergence(
                basis.TransposeThisAndMultiply(Mean.Row(j) - other.Mean.Row(j)),
                RowCovariance(reduced, j),
                other.RowCovariance(itsReduced, j),
                order);
        }

        return sum;
    }

    private Matrix<double> RowCovariance(Matrix<double> activations, int row)
    {
        Matrix<double> scaled = activations * Matrix<double>.Build.Diagonal(_slopes.Row(row).ToArray());
        return scaled.TransposeAndMultiply(scaled) * Math.Pow(Noise / BatchSize, 2);
    }

    private static string Size(Matrix<double> matrix) => $"{matrix.RowCount}×{matrix.ColumnCount}";
}
