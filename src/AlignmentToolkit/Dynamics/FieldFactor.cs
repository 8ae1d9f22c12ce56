namespace AlignmentToolkit.Dynamics;

/// <summary>
/// Local fields as combinations of independent standard normal variables n: ν first, then λ, then the part of ρ that depends on them.
/// </summary>
/// <remarks>
/// z_i = Σ_j L_ij n_j with L lower triangular. The teacher comes first, so that its fields at given n never change. Unlike
/// <see cref="SemidefiniteFactor"/> it accepts a covariance that an integrator's trial step has pushed slightly out of the semidefinite
/// ones, by cutting negative pivots off.
/// </remarks>
internal sealed class FieldFactor(OrderParameterLayout layout)
{
    private const double Negligible = 1e-14;

    private readonly double[] _rows = new double[layout.Fields * (layout.Units + layout.TeacherUnits)];

    /// <summary>Number of normal variables: M + K.</summary>
    public int Variables => layout.Units + layout.TeacherUnits;

    /// <summary>Factorises a covariance of (λ, ν, ρ).</summary>
    public void Load(FieldCovariance covariance)
    {
        Span<double> rows = _rows;
        rows.Clear();
        for (int j = 0; j < Variables; j++)
        {
            int field = Field(j);
            Span<double> row = Row(field);
            double pivot = covariance[field, field] - Dot(row, row, j);
            if (pivot <= Negligible * covariance[field, field]) continue;
            row[j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < layout.Fields; i++)
            {
                Span<double> later = Row(Field(i));
                later[j] = (covariance[Field(i), field] - Dot(later, row, j)) / row[j];
            }
        }
    }

    /// <summary>Coefficients of field i, numbered as in the covariance.</summary>
    public Span<double> Row(int field) => _rows.AsSpan(field * Variables, Variables);

    /// <summary>Which field the i-th of the order (ν, λ, ρ) is.</summary>
    private int Field(int i) =>
        i < layout.TeacherUnits ? layout.Units + i : i < Variables ? i - layout.TeacherUnits : i;

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += a[i] * b[i];
        return sum;
    }
}
