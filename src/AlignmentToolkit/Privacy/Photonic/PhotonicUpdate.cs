using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Attacks;
using AlignmentToolkit.Privacy.Renyi;

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
                $"Feedback is {Size(feedback)}, slopes {Size(slopes)} and activations {Size(activations)}: the first two must have one "
                + "shape, and all three one column an example.", nameof(activations));
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
    public Matrix<double> RowCovariance(int row) => Covariance(Spread(row));

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
        return new JointVersusColumns(SumOverRows(other, order), SumOverColumns(other, order));
    }

    private double SumOverColumns(PhotonicUpdate other, double order)
    {
        double sum = 0;
        for (int k = 0; k < Mean.ColumnCount; k++)
        {
            Vector<double> variance = ColumnVariance(k), otherVariance = other.ColumnVariance(k);
            for (int j = 0; j < Mean.RowCount; j++)
                sum += OfNumbers(order, Mean[j, k], variance[j], other.Mean[j, k], otherVariance[j]);
        }

        return sum;
    }

    private double SumOverRows(PhotonicUpdate other, double order)
    {
        double sum = 0;
        for (int j = 0; j < Mean.RowCount && double.IsFinite(sum); j++) sum += OfRow(other, order, j);
        return sum;
    }

    // Each law of a row lives in the span of its d_ij h_i. Unless the two spans are one, each has all its mass where the other has none.
    private double OfRow(PhotonicUpdate other, double order, int row)
    {
        Matrix<double> mine = Spread(row), its = other.Spread(row);
        RowSpace space = RowSpace.OfColumns(mine), otherSpace = RowSpace.OfColumns(its);
        if (space.Dimension != otherSpace.Dimension || !space.Contains(otherSpace)) return double.PositiveInfinity;
        Vector<double> difference = Mean.Row(row) - other.Mean.Row(row);
        if (space.Dimension == 0) return difference.L2Norm() == 0 ? 0 : double.PositiveInfinity;
        Vector<double> inside = space.Basis.TransposeThisAndMultiply(difference);
        return UnequalGaussians.RenyiDivergence(
            order, inside, Covariance(space.Basis.TransposeThisAndMultiply(mine)),
            Vector<double>.Build.Dense(inside.Count), Covariance(space.Basis.TransposeThisAndMultiply(its)));
    }

    private static double OfNumbers(double order, double mean, double variance, double otherMean, double otherVariance)
    {
        if (variance > 0 && otherVariance > 0) return UnequalGaussians.RenyiDivergence(order, mean, variance, otherMean, otherVariance);
        return variance == otherVariance && mean == otherMean ? 0 : double.PositiveInfinity;
    }

    // (σ/m) H diag(d_j): the row is its mean plus this times a standard normal vector.
    private Matrix<double> Spread(int row) =>
        _activations * Matrix<double>.Build.Diagonal(_slopes.Row(row).ToArray()) * (Noise / BatchSize);

    private static Matrix<double> Covariance(Matrix<double> spread)
    {
        Matrix<double> product = spread.TransposeAndMultiply(spread);
        return (product + product.Transpose()) / 2;
    }

    private static string Size(Matrix<double> matrix) => $"{matrix.RowCount}×{matrix.ColumnCount}";
}
