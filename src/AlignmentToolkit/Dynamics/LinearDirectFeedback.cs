using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>A deep linear network without biases, trained from zero weights by direct feedback alignment, one example at a time.</summary>
/// <remarks>
/// ŷ = W_L … W_1 x, e = ŷ − y; W_L ← W_L − η e h_{L−1}ᵀ and W_l ← W_l − η (B_l e) h_{l−1}ᵀ for l &lt; L, all from the same old weights.
/// [Refinetti 2021]
/// </remarks>
public sealed class LinearDirectFeedback
{
    private readonly Matrix<double>[] _weights;
    private readonly Matrix<double>[] _feedback;
    private readonly double _learningRate;

    /// <summary>A network with all weights at zero.</summary>
    /// <param name="inputs">n_0, number of inputs.</param>
    /// <param name="feedback">B_1 … B_{L−1}: one n_l × C matrix a hidden layer, from the first up; at least one.</param>
    /// <param name="learningRate">η, positive.</param>
    /// <exception cref="ArgumentException">No feedback matrix, different numbers of outputs, or a number that is not positive.</exception>
    public LinearDirectFeedback(int inputs, IReadOnlyList<Matrix<double>> feedback, double learningRate)
    {
        int outputs = CheckedOutputs(inputs, feedback, learningRate);
        _feedback = [.. feedback];
        _learningRate = learningRate;
        int[] widths = [inputs, .. feedback.Select(matrix => matrix.RowCount), outputs];
        _weights = [.. Enumerable.Range(1, widths.Length - 1).Select(l => Matrix<double>.Build.Dense(widths[l], widths[l - 1]))];
    }

    /// <summary>W_1 … W_L, the current ones.</summary>
    public IReadOnlyList<Matrix<double>> Weights => _weights;

    /// <summary>W_L … W_1 x.</summary>
    /// <param name="input">x, n_0 numbers.</param>
    public Vector<double> Predict(Vector<double> input) => _weights.Aggregate(input, (activity, weights) => weights * activity);

    /// <summary>Learns one example.</summary>
    /// <param name="input">x, n_0 numbers.</param>
    /// <param name="target">y, C numbers.</param>
    /// <returns>The error e before the step.</returns>
    public Vector<double> Learn(Vector<double> input, Vector<double> target)
    {
        Vector<double>[] activities = new Vector<double>[_weights.Length + 1];
        activities[0] = input;
        for (int l = 0; l < _weights.Length; l++) activities[l + 1] = _weights[l] * activities[l];
        Vector<double> error = activities[^1] - target;
        for (int l = 0; l < _weights.Length; l++)
        {
            Vector<double> signal = l == _weights.Length - 1 ? error : _feedback[l] * error;
            _weights[l] -= _learningRate * signal.OuterProduct(activities[l]);
        }

        return error;
    }

    /// <summary>C, after a check of what describes a deep linear network with feedback.</summary>
    internal static int CheckedOutputs(int inputs, IReadOnlyList<Matrix<double>> feedback, double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentNullException.ThrowIfNull(feedback);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRate);
        if (feedback.Count == 0)
            throw new ArgumentException("A network without hidden layer has no feedback to align with.", nameof(feedback));
        int outputs = feedback[0].ColumnCount;
        if (feedback.Any(matrix => matrix.ColumnCount != outputs))
            throw new ArgumentException("Feedback matrices differ in their number of outputs.", nameof(feedback));
        return outputs;
    }
}
