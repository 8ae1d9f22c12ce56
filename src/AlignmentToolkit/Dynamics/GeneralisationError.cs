namespace AlignmentToolkit.Dynamics;

/// <summary>The error on fresh, noiseless examples, from order parameters alone.</summary>
public static class GeneralisationError
{
    /// <summary>ε_g = ½ ⟨‖ŷ − A g(ν)‖²⟩ =
    /// ½ Σ_c Σ_ij 𝒰_ci 𝒰_cj I₂(i, j), 𝒰 = (V, −A), without the labels' noise.</summary>
    /// <remarks>
    /// The ½ belongs to it; a mean square error measured on a test set is twice this. Below about 1e-13 it is rounding noise and may be
    /// negative.
    /// </remarks>
    /// <param name="settings">Teacher and activation.</param>
    /// <param name="parameters">The student's order parameters.</param>
    /// <returns>ε_g, summed over outputs.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit the settings.</exception>
    public static double Of(TeacherStudentSettings settings, OrderParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Units != settings.Units
            || parameters.TeacherUnits != settings.TeacherUnits
            || parameters.Outputs != settings.Outputs)
        {
            throw new ArgumentException(
                $"Order parameters of (K, M, C) = ({parameters.Units}, {parameters.TeacherUnits}, {parameters.Outputs}), "
                + $"settings of ({settings.Units}, {settings.TeacherUnits}, {settings.Outputs}).",
                nameof(parameters));
        }

        OrderParameterLayout layout = new(settings.Units, settings.TeacherUnits, settings.Outputs, projections: 0);
        double[] state = layout.Pack(parameters);
        return Of(settings, layout, new FieldCovarianceBuffer(settings, layout), state);
    }

    internal static double Of(
        TeacherStudentSettings settings, OrderParameterLayout layout, FieldCovarianceBuffer buffer, ReadOnlySpan<double> state)
    {
        FieldCovariance covariance = buffer.Load(state);
        ReadOnlySpan<double> readout = layout.Readout(state);
        double sum = 0;
        for (int i = 0; i < layout.Units + layout.TeacherUnits; i++)
            for (int j = 0; j <= i; j++)
            {
                double weight = 0;
                for (int c = 0; c < layout.Outputs; c++)
                    weight += Weight(settings, layout, readout, c, i) * Weight(settings, layout, readout, c, j);
                sum += (i == j ? 0.5 : 1) * weight * settings.Activation.I2(covariance, i, j);
            }

        return sum;
    }

    private static double Weight(
        TeacherStudentSettings settings, OrderParameterLayout layout, ReadOnlySpan<double> readout, int output, int field) =>
        field < layout.Units ? readout[output * layout.Units + field] : -settings.TeacherReadout[output, field - layout.Units];
}
