using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>
/// Where each order parameter lies in the flat state of the integrator: upper triangle of Q, then R, V and P row after row.
/// </summary>
internal sealed class OrderParameterLayout(int units, int teacherUnits, int outputs, int projections)
{
    public int Units => units;

    public int TeacherUnits => teacherUnits;

    public int Outputs => outputs;

    /// <summary>C for a rule that projects the error onto the input, otherwise 0.</summary>
    public int Projections => projections;

    /// <summary>Number of local fields: K + M, and one a projection.</summary>
    public int Fields => units + teacherUnits + projections;

    public int CrossOverlapStart => units * (units + 1) / 2;

    public int ReadoutStart => CrossOverlapStart + units * teacherUnits;

    public int ProjectionOverlapStart => ReadoutStart + outputs * units;

    public int Length => ProjectionOverlapStart + units * projections;

    public static OrderParameterLayout For(OnlineRule rule, TeacherStudentSettings settings) =>
        new(settings.Units, settings.TeacherUnits, settings.Outputs, rule.UsesProjection ? settings.Outputs : 0);

    /// <summary>Position of Q_kl, k ≤ l.</summary>
    public int StudentOverlap(int k, int l) => k * units - k * (k - 1) / 2 + l - k;

    public int CrossOverlap(int k, int m) => CrossOverlapStart + k * teacherUnits + m;

    public ReadOnlySpan<double> Readout(ReadOnlySpan<double> state) => state.Slice(ReadoutStart, outputs * units);

    public ReadOnlySpan<double> ProjectionOverlap(ReadOnlySpan<double> state) => state.Slice(ProjectionOverlapStart, units * projections);

    public double[] Pack(OrderParameters parameters)
    {
        double[] state = new double[Length];
        for (int k = 0; k < units; k++)
        {
            for (int l = k; l < units; l++) state[StudentOverlap(k, l)] = parameters.StudentOverlap[k, l];
            for (int m = 0; m < teacherUnits; m++) state[CrossOverlap(k, m)] = parameters.CrossOverlap[k, m];
            for (int c = 0; c < outputs; c++) state[ReadoutStart + c * units + k] = parameters.Readout[c, k];
            for (int c = 0; c < projections; c++) state[ProjectionOverlapStart + k * projections + c] = parameters.ProjectionOverlap![k, c];
        }

        return state;
    }

    public OrderParameters Unpack(ReadOnlySpan<double> state)
    {
        double[] values = state.ToArray();
        MatrixBuilder<double> build = Matrix<double>.Build;
        return new OrderParameters(
            build.Dense(units, units, (k, l) => values[StudentOverlap(Math.Min(k, l), Math.Max(k, l))]),
            build.Dense(units, teacherUnits, (k, m) => values[CrossOverlap(k, m)]),
            build.Dense(outputs, units, (c, k) => values[ReadoutStart + c * units + k]),
            projections == 0 ? null : build.Dense(units, projections, (k, c) => values[ProjectionOverlapStart + k * projections + c]));
    }
}
