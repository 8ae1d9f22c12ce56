using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>
/// The few numbers that stand for all weights of a student in high dimension: overlaps of weight vectors, and the readout.
/// </summary>
/// <remarks>
/// K student units, M teacher units, C outputs. [Saad Solla 1995; Goldt 2019]
/// </remarks>
/// <param name="StudentOverlap">Q, K × K: Q_kl = w_k·w_l / N.</param>
/// <param name="CrossOverlap">R, K × M: R_km = w_k·w̃_m / N.</param>
/// <param name="Readout">V, C × K: the student's second layer, one row an output.</param>
/// <param name="ProjectionOverlap">P, K × C: P_kc = w_k·φ_c / N, for rules that project the error onto the input; null otherwise.</param>
public sealed record OrderParameters(
    Matrix<double> StudentOverlap,
    Matrix<double> CrossOverlap,
    Matrix<double> Readout,
    Matrix<double>? ProjectionOverlap = null)
{
    /// <summary>K, number of student units.</summary>
    public int Units => StudentOverlap.RowCount;

    /// <summary>M, number of teacher units.</summary>
    public int TeacherUnits => CrossOverlap.ColumnCount;

    /// <summary>C, number of outputs.</summary>
    public int Outputs => Readout.RowCount;

    /// <summary>
    /// Cosine between the readout and a feedback matrix, ⟨Vᵀ, c⟩ / (‖V‖ ‖c‖) over all entries; NaN where one of them is zero.
    /// </summary>
    /// <param name="feedback">c, K × C.</param>
    /// <returns>In [−1, 1].</returns>
    /// <exception cref="ArgumentException">The feedback is not K × C.</exception>
    public double Alignment(Matrix<double> feedback)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        if (feedback.RowCount != Units || feedback.ColumnCount != Outputs)
            throw new ArgumentException(
                $"Feedback of {feedback.RowCount} × {feedback.ColumnCount} for {Units} units and {Outputs} outputs.", nameof(feedback));
        double product = 0;
        for (int k = 0; k < Units; k++)
            for (int c = 0; c < Outputs; c++)
                product += Readout[c, k] * feedback[k, c];
        return product / (Readout.FrobeniusNorm() * feedback.FrobeniusNorm());
    }
}
