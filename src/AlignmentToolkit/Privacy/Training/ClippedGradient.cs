using System.Collections.Immutable;
using System.Numerics.Tensors;

using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>
/// The noisy sum of clipped contributions, G_l = Σ_i s_i δ_i^l (h_i^{l−1})ᵀ + N(0, σ² I) with s_i = min(1, C/‖g_i‖): what a private step
/// may see of a mini-batch.
/// </summary>
/// <remarks>
/// <para>
/// Example i contributes a matrix of rank one to each layer, so the length of all it contributes, ‖g_i‖² = Σ_l ‖δ_i^l‖² (‖h_i^{l−1}‖² + 1),
/// comes from the factors; the 1 is for biases, where there are any. No example's gradient is ever formed: the factors are scaled and
/// multiplied as in an ordinary step. It holds for every rule whose factors belong to single examples, backpropagation and direct feedback
/// alike. [Lee 2020; Abadi 2016]
/// </para>
/// <para>
/// Norms are summed in double precision from pieces in single precision, and clipping aims 2⁻¹⁸ below C, so that rounding them never
/// lengthens a contribution beyond C. The sum itself is rounded like any other in floating point, of which no accountant knows.
/// </para>
/// </remarks>
public sealed class ClippedGradient
{
    private const double Margin = 1 - (1.0 / (1 << 18));

    private readonly FactorCollector _factors;
    private readonly Matrix<float>[] _weights;
    private readonly float[][] _biases;
    private readonly Dictionary<int, Matrix<float>[]> _scaled = [];
    private readonly double[] _squares;
    private readonly double _largestSquare;
    private readonly LearningRule _rule;

    /// <summary>Allocates the sum, and tries the rule on an empty mini-batch to see which layers it trains.</summary>
    /// <param name="rule">The rule whose updates are summed.</param>
    /// <param name="clippingNorm">C, greater than 0; ∞ for no clipping.</param>
    /// <param name="largestBatch">The most examples of one <see cref="Add"/>, at least 1.</param>
    /// <exception cref="ArgumentException">The rule's updates are not sums of one contribution for each example.</exception>
    /// <exception cref="ArgumentOutOfRangeException">C is not greater than 0, or a size is.</exception>
    public ClippedGradient(LearningRule rule, double clippingNorm, int largestBatch)
    {
        RequirePositive(clippingNorm, nameof(clippingNorm));
        ArgumentOutOfRangeException.ThrowIfLessThan(largestBatch, 1);
        if (!rule.HasPerExampleFactors)
            throw new ArgumentException(
                $"{rule.Name} cannot be trained privately here: its update is not a sum over examples of one outer product a layer, "
                + "each from its example alone, so no bound on an example's share follows from clipping.", nameof(rule));
        _rule = rule;
        ClippingNorm = clippingNorm;
        _squares = new double[largestBatch];
        _largestSquare = Math.Pow(clippingNorm * Margin, 2);
        _factors = new FactorCollector(rule);
        _weights = [.. rule.Network.Weights.Select(w => Matrix<float>.Build.Dense(w.RowCount, w.ColumnCount))];
        _biases = [.. rule.Network.Biases.Select(b => new float[b.Count])];
        TrainedLayers = FindTrainedLayers();
    }

    /// <summary>C.</summary>
    public double ClippingNorm { get; }

    /// <summary>The layers that the rule trains, in ascending order, 0 for W₁. Others get no noise and no step.</summary>
    public ImmutableArray<int> TrainedLayers { get; }

    /// <summary>Examples added since <see cref="Begin"/>. It tells of the data: no guarantee covers it.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them were shortened. It tells of the data: no guarantee covers it.</summary>
    public int Clipped { get; private set; }

    /// <summary>G_l, n_l × n_{l−1}: a sum, not divided by anything.</summary>
    /// <param name="layer">0 for W₁.</param>
    public Matrix<float> Weights(int layer) => _weights[layer];

    /// <summary>The part of the biases of a layer; nothing where the network has none.</summary>
    /// <param name="layer">0 for b₁.</param>
    public ReadOnlySpan<float> Biases(int layer) => _biases.Length == 0 ? [] : _biases[layer];

    /// <summary>Starts a sum with its noise, fresh for every weight and bias of the trained layers.</summary>
    /// <param name="noise">Where it comes from.</param>
    /// <param name="standardDeviation">σ = z C, at least 0 and finite.</param>
    public void Begin(NoiseSource noise, double standardDeviation)
    {
        (Count, Clipped) = (0, 0);
        foreach (int layer in TrainedLayers)
        {
            // The products are added to the noise: no pass over the weights is spent on adding it.
            noise.FillNormal(_weights[layer].Values(), (float)standardDeviation);
            if (_biases.Length > 0) noise.FillNormal(_biases[layer], (float)standardDeviation);
        }
    }

    /// <summary>Adds the clipped contributions of some examples to the sum.</summary>
    /// <param name="batch">The mini-batch, or a part of it.</param>
    /// <param name="used">Its first examples that count, from 0; those after them are padding.</param>
    public void Add(MiniBatch batch, int used)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch.Count, _squares.Length, nameof(batch));
        ArgumentOutOfRangeException.ThrowIfNegative(used);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(used, batch.Count);
        _factors.Clear();
        _rule.Learn(batch, _factors);
        Span<double> squares = _squares.AsSpan(0, used);
        squares.Clear();
        foreach (int layer in TrainedLayers) AddSquares(_factors[layer], squares);
        Matrix<float>[] scaled = ScaledFor(batch.Count);
        foreach (int layer in TrainedLayers)
        {
            Scale(_factors[layer], squares, scaled[layer]);
            scaled[layer].MultiplyTransposeInto(Presynaptic(layer, squares), _weights[layer], accumulate: true);
            if (_biases.Length > 0) AddColumns(scaled[layer], used, _biases[layer]);
        }

        Count += used;
        foreach (double square in squares)
            if (!(square <= _largestSquare)) Clipped++;
    }

    /// <summary>Throws unless 0 &lt; C ≤ ∞.</summary>
    internal static void RequirePositive(double clippingNorm, string name)
    {
        if (!(clippingNorm > 0))
            throw new ArgumentOutOfRangeException(name, clippingNorm, $"{name} must be greater than 0; ∞ stands for no clipping.");
    }

    private ImmutableArray<int> FindTrainedLayers()
    {
        _rule.Learn(new MiniBatch(_rule.InputSize, _rule.ClassCount, 1), _factors);
        return [.. Enumerable.Range(0, _rule.Network.LayerCount).Where(_factors.Has)];
    }

    private void AddSquares(in LayerUpdate update, Span<double> squares)
    {
        double scale = update.Scale * update.Postsynaptic.ColumnCount;
        int biases = _biases.Length > 0 ? 1 : 0;
        for (int example = 0; example < squares.Length; example++)
        {
            double after = SumOfSquares(update.Postsynaptic.ColumnSpan(example));
            double before = SumOfSquares(update.Presynaptic.ColumnSpan(example));
            squares[example] += scale * scale * after * (before + biases);
        }
    }

    // A contribution that is not finite is left out: it would take the guarantee with it.
    private void Scale(in LayerUpdate update, ReadOnlySpan<double> squares, Matrix<float> scaled)
    {
        double scale = update.Scale * update.Postsynaptic.ColumnCount;
        for (int example = 0; example < scaled.ColumnCount; example++)
        {
            Span<float> column = scaled.ColumnSpan(example);
            if (example < squares.Length && double.IsFinite(squares[example]))
            {
                double share = squares[example] <= _largestSquare ? 1 : Math.Sqrt(_largestSquare / squares[example]);
                TensorPrimitives.Multiply(update.Postsynaptic.ColumnSpan(example), (float)(scale * share), column);
            }
            else
            {
                column.Clear();
            }
        }
    }

    // A zero after the synapse does not silence what is not finite before it: 0 · ∞ is not 0.
    private Matrix<float> Presynaptic(int layer, ReadOnlySpan<double> squares)
    {
        Matrix<float> presynaptic = _factors[layer].Presynaptic;
        if (double.IsFinite(TensorPrimitives.Sum(squares))) return presynaptic;
        Matrix<float> finite = presynaptic.Clone();
        for (int example = 0; example < finite.ColumnCount; example++)
            if (example >= squares.Length || !double.IsFinite(squares[example])) finite.ColumnSpan(example).Clear();
        return finite;
    }

    private static void AddColumns(Matrix<float> matrix, int count, Span<float> sums)
    {
        for (int column = 0; column < count; column++) TensorPrimitives.Add(sums, matrix.ColumnSpan(column), sums);
    }

    private static double SumOfSquares(ReadOnlySpan<float> values)
    {
        const int Piece = 256;
        double sum = 0;
        for (; values.Length > Piece; values = values[Piece..]) sum += TensorPrimitives.SumOfSquares(values[..Piece]);
        return sum + TensorPrimitives.SumOfSquares(values);
    }

    private Matrix<float>[] ScaledFor(int batchSize)
    {
        if (!_scaled.TryGetValue(batchSize, out Matrix<float>[]? scaled)) _scaled[batchSize] = scaled = NewScaled(batchSize);
        return scaled;
    }

    private Matrix<float>[] NewScaled(int batchSize) =>
        [.. _rule.Network.Sizes.Skip(1).Select(size => Matrix<float>.Build.Dense(size, batchSize))];
}
