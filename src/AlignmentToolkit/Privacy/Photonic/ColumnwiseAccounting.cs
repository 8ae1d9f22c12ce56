namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>
/// Accounting in the style of the paper: the Rényi divergences of all columns of all hidden layers, added up as if columns were released
/// independently, times the number of epochs. <b>Not an end-to-end guarantee.</b>
/// </summary>
/// <remarks>
/// <para>
/// The same noise of an example is in every column, so columns are not independent. With fewer examples in a mini-batch than columns, the
/// true divergence of a whole layer between neighbouring data sets is infinite at every order and every σ, whatever this sum says
/// (<see cref="PhotonicUpdate.CompareWith"/>); with more it is still usually larger. And the last layer, which gets no optical noise, is
/// left out.
/// </para>
/// <para>The structure is that of [Ohana 2021], reconstructed; the constants are of this library.</para>
/// </remarks>
public sealed record ColumnwiseAccounting
{
    /// <summary>What the number is worth; to be shown wherever it is.</summary>
    public const string Caution =
        "Column-wise accounting in the style of the paper: not an end-to-end guarantee, because all columns share one noise.";

    private const int Orders = 400;
    private const double LargestOrder = 1024;

    private readonly ColumnBounds[] _layers;

    private ColumnwiseAccounting(ColumnBounds[] layers) => _layers = layers;

    /// <summary>One entry a hidden layer, the same for all its columns.</summary>
    public IReadOnlyList<ColumnBounds> Layers => _layers;

    /// <summary>Accounts for a mechanism with training on mini-batches that do not overlap within an epoch.</summary>
    /// <param name="mechanism">With finite bounds and noise; with an offset and a smallest slope greater than 0, or nothing is bounded. A
    /// largest slope of ∞ counts as 1, which no activation function of this library exceeds.</param>
    /// <param name="sizes">n_0, …, n_L of the network. Inputs are taken to be bounded like activations.</param>
    /// <param name="batchSize">m, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">m is less than 1.</exception>
    public static ColumnwiseAccounting Of(PhotonicMechanism mechanism, IReadOnlyList<int> sizes, int batchSize)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return new ColumnwiseAccounting([.. Enumerable.Range(1, Math.Max(0, sizes.Count - 2)).Select(layer => new ColumnBounds
        {
            BatchSize = batchSize,
            Outputs = sizes[layer],
            Inputs = sizes[layer - 1],
            Noise = mechanism.FeedbackNoise,
            FeedbackBound = mechanism.FeedbackBound,
            ActivationFloor = mechanism.ActivationOffset,
            ActivationCeiling = mechanism.ActivationCeiling,
            SmallestSlope = mechanism.SmallestSlope,
            LargestSlope = float.IsInfinity(mechanism.LargestSlope) ? 1 : mechanism.LargestSlope,
        })]);
    }

    /// <summary>The sum over columns, layers and epochs at one order.</summary>
    /// <param name="order">α, greater than 1.</param>
    /// <param name="epochs">At least 0.</param>
    /// <returns>∞ where one of the columns is not bounded.</returns>
    public double RenyiDivergence(double order, int epochs = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return epochs == 0 ? 0 : epochs * _layers.Sum(layer => layer.Inputs * layer.RenyiDivergence(order));
    }

    /// <summary>
    /// The sum turned into ε at a given δ, ε = r + ln((α − 1)/α) − (ln δ + ln α)/(α − 1) at its smallest over orders [Balle 2020].
    /// <b>Not an end-to-end guarantee</b>, see <see cref="Caution"/>.
    /// </summary>
    /// <param name="epochs">At least 0.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    public double EpsilonOfColumns(int epochs, double delta)
    {
        PrivacyParameter.Delta(delta);
        if (epochs == 0) return 0;
        double limit = Math.Min(LargestOrder, _layers.Select(layer => layer.OrderLimit).DefaultIfEmpty(LargestOrder).Min());
        if (!(limit > 1)) return double.PositiveInfinity;
        double smallest = double.PositiveInfinity;
        for (int i = 1; i < Orders; i++)
        {
            // Evenly spaced in ln(α − 1): the best order may lie anywhere between just above 1 and the limit.
            double order = 1 + ((limit - 1) * Math.Pow(1e-4, 1 - ((double)i / Orders)));
            double epsilon = RenyiDivergence(order, epochs) + Math.Log((order - 1) / order)
                - ((Math.Log(delta) + Math.Log(order)) / (order - 1));
            smallest = Math.Min(smallest, epsilon);
        }

        return Math.Max(0, smallest);
    }

    /// <summary>The caution.</summary>
    public override string ToString() => Caution;
}
