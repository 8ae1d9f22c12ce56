using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>
/// What a deep linear network learns under direct feedback alignment, written in the coordinates of the feedback: weight alignment in
/// closed form.
/// </summary>
/// <remarks>
/// From zero weights W_1 = B_1 A_1, W_l = B_l A_l B_{l−1}ᵀ for 1 &lt; l &lt; L, W_L = A_L B_{L−1}ᵀ hold exactly at all times, with
/// A_1 ← A_1 − η e xᵀ (C × n_0) and A_l ← A_l − η e p_{l−1}ᵀ (C × C), where p_1 = A_1 x and p_l = A_l B_{l−1}ᵀ B_{l−1} p_{l−1}.
/// The forward weights align with the feedback as far as these matrices are well conditioned. [Refinetti 2021]
/// </remarks>
public sealed class AlignmentMatrices
{
    private readonly Matrix<double>[] _feedback;
    private readonly Matrix<double>[] _grams;
    private readonly Matrix<double>[] _alignments;
    private readonly double _learningRate;

    /// <summary>All matrices at zero, as the weights of the network are.</summary>
    /// <param name="inputs">n_0, number of inputs.</param>
    /// <param name="feedback">B_1 … B_{L−1}: one n_l × C matrix a hidden layer, from the first up; at least one.</param>
    /// <param name="learningRate">η, positive.</param>
    /// <exception cref="ArgumentException">No feedback matrix, different numbers of outputs, or a number that is not positive.</exception>
    public AlignmentMatrices(int inputs, IReadOnlyList<Matrix<double>> feedback, double learningRate)
    {
        int outputs = LinearDirectFeedback.CheckedOutputs(inputs, feedback, learningRate);
        _feedback = [.. feedback];
        _grams = [.. feedback.Select(matrix => matrix.TransposeThisAndMultiply(matrix))];
        _alignments =
            [.. Enumerable.Range(0, feedback.Count + 1).Select(l => Matrix<double>.Build.Dense(outputs, l == 0 ? inputs : outputs))];
        _learningRate = learningRate;
    }

    /// <summary>A_1 … A_L.</summary>
    public IReadOnlyList<Matrix<double>> Alignments => _alignments;

    /// <summary>Learns one example without ever forming the network's weights.</summary>
    /// <param name="input">x, n_0 numbers.</param>
    /// <param name="target">y, C numbers.</param>
    /// <returns>The error e before the step.</returns>
    public Vector<double> Learn(Vector<double> input, Vector<double> target)
    {
        Vector<double>[] coordinates = new Vector<double>[_alignments.Length];
        coordinates[0] = _alignments[0] * input;
        for (int l = 1; l < _alignments.Length; l++) coordinates[l] = _alignments[l] * (_grams[l - 1] * coordinates[l - 1]);
        Vector<double> error = coordinates[^1] - target;
        for (int l = 0; l < _alignments.Length; l++)
            _alignments[l] -= _learningRate * error.OuterProduct(l == 0 ? input : coordinates[l - 1]);
        return error;
    }

    /// <summary>W_1 … W_L of the network that these matrices stand for.</summary>
    public Matrix<double>[] ToWeights() =>
        [.. _alignments.Select((alignment, l) =>
        {
            Matrix<double> below = l == 0 ? alignment : alignment.TransposeAndMultiply(_feedback[l - 1]);
            return l == _alignments.Length - 1 ? below : _feedback[l] * below;
        })];
}
