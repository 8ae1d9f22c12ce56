using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>A projection with a factor for each layer, F = M_1 M_2 ⋯ M_L, so that each M_l (n_{l−1} × n_l) can mirror W_lᵀ.</summary>
/// <remarks>The product is kept in memory, so that projecting costs as much as with any other F. [Srinivasan 2024]</remarks>
public sealed class MirroredProjection : IErrorProjection
{
    private readonly Matrix<float>[] _products;

    /// <summary>The projection of given factors.</summary>
    /// <param name="factors">M_1 … M_L, at least one, each as wide as the next is high; not copied.</param>
    /// <param name="standardDeviation">The standard deviation of the entries of F that mirror steps keep, greater than 0.</param>
    /// <exception cref="ArgumentException">The factors do not fit each other, or there are none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is not finite or not greater than 0.</exception>
    public MirroredProjection(IReadOnlyList<Matrix<float>> factors, double standardDeviation)
    {
        if (factors.Count == 0) throw new ArgumentException("At least one factor is needed.", nameof(factors));
        for (int l = 1; l < factors.Count; l++)
        {
            int needed = factors[l - 1].ColumnCount;
            if (factors[l].RowCount != needed)
                throw new ArgumentException(
                    $"M{l + 1} has {factors[l].RowCount} rows; {needed} are needed, as many as M{l} has columns.", nameof(factors));
        }

        Require.FiniteAndPositive(standardDeviation);
        Factors = [.. factors];
        StandardDeviation = standardDeviation;
        _products = [.. factors.Select(factor => Matrix<float>.Build.Dense(factor.RowCount, factors[^1].ColumnCount))];
        FormProduct();
    }

    /// <summary>M_1 … M_L. Whoever writes to them calls <see cref="Rescale"/>.</summary>
    public IReadOnlyList<Matrix<float>> Factors { get; }

    /// <summary>The standard deviation of the entries of F that <see cref="Rescale"/> restores.</summary>
    public double StandardDeviation { get; }

    /// <inheritdoc/>
    public int OutputSize => Matrix.RowCount;

    /// <inheritdoc/>
    public int InputSize => Matrix.ColumnCount;

    /// <summary>F, n_0 × C.</summary>
    public Matrix<float> Matrix => _products[0];

    Matrix<float>? IErrorProjection.Matrix => Matrix;

    /// <summary>
    /// Draws normal factors with standard deviation (κ√(2/n_0)/√(n_1 ⋯ n_{L−1}))^(1/L), which gives the entries of F the standard deviation
    /// κ√(2/n_0).
    /// </summary>
    /// <param name="sizes">n_0 … n_L, as of the network.</param>
    /// <param name="stream">M_l draws from the child stream named by its layer's index.</param>
    /// <param name="scale">κ, finite and greater than 0.</param>
    public static MirroredProjection Draw(
        IReadOnlyList<int> sizes, RandomStream stream, float scale = ProjectionInitialiser.PublishedScale)
    {
        Require.FiniteAndPositive(scale);
        double ofProduct = scale * Math.Sqrt(2.0 / sizes[0]);
        double paths = sizes.Skip(1).SkipLast(1).Aggregate(1.0, static (product, size) => product * size);
        float ofFactor = (float)Math.Pow(ofProduct / Math.Sqrt(paths), 1.0 / (sizes.Count - 1));
        IEnumerable<Matrix<float>> factors = Enumerable.Range(0, sizes.Count - 1)
            .Select(l => stream.Child(l).NormalMatrix(sizes[l], sizes[l + 1], ofFactor));
        return new MirroredProjection([.. factors], ofProduct);
    }

    /// <inheritdoc/>
    public void Project(Matrix<float> errors, Matrix<float> signals) => Matrix.MultiplyInto(errors, signals);

    /// <summary>
    /// Forms F anew and multiplies every factor by the same number, so that the entries of F have the standard deviation that they are to
    /// keep. Left alone where all entries of F are the same.
    /// </summary>
    public void Rescale()
    {
        FormProduct();
        double deviation = DeviationOf(Matrix.Values());
        if (!(deviation > 0)) return;
        double ratio = StandardDeviation / deviation;
        float perFactor = (float)Math.Pow(ratio, 1.0 / Factors.Count);
        for (int l = 0; l < Factors.Count; l++) Factors[l].ScaleBy(perFactor);
        FormProduct();
    }

    // From the right, where the product is narrow: C columns at every step. The last one is M_L itself.
    private void FormProduct()
    {
        Factors[^1].CopyTo(_products[^1]);
        for (int l = Factors.Count - 2; l >= 0; l--) Factors[l].MultiplyInto(_products[l + 1], _products[l]);
    }

    private static double DeviationOf(ReadOnlySpan<float> entries)
    {
        double mean = TensorPrimitives.Sum(entries) / (double)entries.Length, squares = 0;
        foreach (float entry in entries) squares += (entry - mean) * (entry - mean);
        return Math.Sqrt(squares / entries.Length);
    }
}
