using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>The covariance of (λ, ν, ρ) with its fixed blocks T, S, Φ² written once and Q, R, P refreshed from a state.</summary>
internal sealed class FieldCovarianceBuffer
{
    private readonly OrderParameterLayout _layout;
    private readonly double[] _values;

    public FieldCovarianceBuffer(TeacherStudentSettings settings, OrderParameterLayout layout)
    {
        _layout = layout;
        _values = new double[layout.Fields * layout.Fields];
        int teacher = layout.Units, projection = layout.Units + layout.TeacherUnits;
        for (int m = 0; m < layout.TeacherUnits; m++)
        {
            for (int n = 0; n < layout.TeacherUnits; n++) Set(teacher + m, teacher + n, settings.TeacherOverlap[m, n]);
            for (int c = 0; c < layout.Projections; c++) Set(teacher + m, projection + c, settings.Projection!.TeacherOverlap[m, c]);
        }

        for (int c = 0; c < layout.Projections; c++)
            for (int d = 0; d < layout.Projections; d++)
                Set(projection + c, projection + d, settings.Projection!.SelfOverlap[c, d]);
    }

    /// <summary>The covariance at a state; valid until the next call.</summary>
    public FieldCovariance Load(ReadOnlySpan<double> state)
    {
        int teacher = _layout.Units, projection = _layout.Units + _layout.TeacherUnits;
        ReadOnlySpan<double> projectionOverlap = _layout.ProjectionOverlap(state);
        for (int k = 0; k < _layout.Units; k++)
        {
            for (int l = k; l < _layout.Units; l++) Set(k, l, state[_layout.StudentOverlap(k, l)]);
            for (int m = 0; m < _layout.TeacherUnits; m++) Set(k, teacher + m, state[_layout.CrossOverlap(k, m)]);
            for (int c = 0; c < _layout.Projections; c++) Set(k, projection + c, projectionOverlap[k * _layout.Projections + c]);
        }

        return new FieldCovariance(_values, _layout.Fields);
    }

    /// <summary>The covariance at a state as a matrix of its own.</summary>
    public Matrix<double> ToMatrix(ReadOnlySpan<double> state)
    {
        Load(state);
        return Matrix<double>.Build.Dense(_layout.Fields, _layout.Fields, (double[])_values.Clone());
    }

    private void Set(int i, int j, double value)
    {
        _values[i * _layout.Fields + j] = value;
        _values[j * _layout.Fields + i] = value;
    }
}
