using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

/// <summary>Refuses settings that do not fit together, naming what is wrong.</summary>
internal static class TeacherStudentRequirements
{
    public static void Check(OnlineRule rule, TeacherStudentSettings settings, bool forTheory)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(settings);
        int units = settings.Units, teacherUnits = settings.TeacherUnits, outputs = settings.Outputs;
        Shape(settings.Initial.StudentOverlap, units, units, "Q (StudentOverlap)");
        Shape(settings.Initial.CrossOverlap, units, teacherUnits, "R (CrossOverlap)");
        Shape(settings.Initial.Readout, outputs, units, "V (Readout)");
        Shape(settings.TeacherOverlap, teacherUnits, teacherUnits, "T (TeacherOverlap)");
        Shape(settings.TeacherReadout, outputs, teacherUnits, "A (TeacherReadout)");
        Symmetric(settings.Initial.StudentOverlap, "Q (StudentOverlap)");
        Symmetric(settings.TeacherOverlap, "T (TeacherOverlap)");
        NotNegative(settings.LearningRate, nameof(settings.LearningRate));
        NotNegative(settings.ReadoutLearningRate, nameof(settings.ReadoutLearningRate));
        NotNegative(settings.LabelNoise, nameof(settings.LabelNoise));
        if (rule.UsesFixedFeedback) Shape(Needed(settings.Feedback, rule, "Feedback"), units, outputs, "B (Feedback)");
        if (rule.UsesProjection)
        {
            Shape(Needed(settings.Initial.ProjectionOverlap, rule, "Initial.ProjectionOverlap"), units, outputs, "P (ProjectionOverlap)");
            InputProjection projection = Needed(settings.Projection, rule, "Projection");
            Shape(projection.TeacherOverlap, teacherUnits, outputs, "S (Projection.TeacherOverlap)");
            Shape(projection.SelfOverlap, outputs, outputs, "Φ² (Projection.SelfOverlap)");
            Symmetric(projection.SelfOverlap, "Φ² (Projection.SelfOverlap)");
        }

        if (settings.CubaturePoints < 2 || !int.IsPow2(settings.CubaturePoints))
            throw new ArgumentException($"CubaturePoints is {settings.CubaturePoints}; it is a power of two, at least 2.");
        if (forTheory && rule.UsesCubature && units + teacherUnits + outputs > SobolSequence.Dimensions)
            throw new ArgumentException(
                $"K + M + C is {units + teacherUnits + outputs}; "
                + $"the cubature that {rule} needs has at most {SobolSequence.Dimensions} variables.");
        if (forTheory && !rule.UsesCubature && !settings.SmallLearningRateLimit && !settings.Activation.HasFluctuations)
            throw new ArgumentException(
                $"The terms of order η² of {settings.Activation} have no closed form: set SmallLearningRateLimit.", nameof(settings));
        OrderParameterLayout layout = OrderParameterLayout.For(rule, settings);
        _ = SemidefiniteFactor.Of(new FieldCovarianceBuffer(settings, layout).ToMatrix(layout.Pack(settings.Initial)));
    }

    private static T Needed<T>(T? value, OnlineRule rule, string name)
        where T : class => value ?? throw new ArgumentException($"{rule} needs settings.{name}, which is null.");

    private static void Shape(Matrix<double> matrix, int rows, int columns, string name)
    {
        if (matrix.RowCount != rows || matrix.ColumnCount != columns)
            throw new ArgumentException($"{name} is {matrix.RowCount} × {matrix.ColumnCount}; {rows} × {columns} fits the other settings.");
        if (matrix.Exists(x => !double.IsFinite(x))) throw new ArgumentException($"{name} has an entry that is not a finite number.");
    }

    private static void Symmetric(Matrix<double> matrix, string name)
    {
        if ((matrix - matrix.Transpose()).InfinityNorm() > 1e-12 * matrix.InfinityNorm())
            throw new ArgumentException($"{name} is not symmetric.");
    }

    private static void NotNegative(double value, string name)
    {
        if (!(value >= 0 && double.IsFinite(value)))
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; it is finite and not negative."));
    }
}
