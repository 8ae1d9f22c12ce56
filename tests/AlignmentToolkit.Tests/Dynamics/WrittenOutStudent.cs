using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>
/// The online student written out with matrices in double precision, one statement an equation: the oracle of the fused loop.
/// </summary>
internal static class WrittenOutStudent
{
    public static OrderParameters Train(OnlineRule rule, TeacherStudentSettings settings, int dimension, int steps, RandomStream stream)
    {
        (
            Matrix<double> student, Matrix<double> teacher,
            Matrix<double>? projection) = InitialWeights(rule, settings, dimension, stream.Child("weights"));
        Matrix<double> readout = settings.Initial.Readout.Clone();
        RandomStream inputs = stream.Child("inputs"), labels = stream.Child("labels");
        int ahead = Math.Max(1, (1 << 14) / dimension);
        for (int first = 0; first < steps; first += ahead)
        {
            // Drawn in blocks of the same size, so that the numbers are the same.
            float[] block = new float[ahead * dimension];
            inputs.FillNormal(block);
            double[] noise = new double[ahead * settings.Outputs];
            if (settings.LabelNoise > 0) labels.FillNormal(noise, 0, settings.LabelNoise);
            for (int step = 0; step < Math.Min(ahead, steps - first); step++)
            {
                Vector<double> x = Vector<double>.Build.Dense(dimension, i => block[step * dimension + i]);
                Vector<double> zeta = Vector<double>.Build.Dense(settings.Outputs, c => noise[step * settings.Outputs + c]);
                Step(rule, settings, student, teacher, projection, readout, x, zeta);
            }
        }

        return new OrderParameters(
            student * student.Transpose() / dimension, student * teacher.Transpose() / dimension, readout,
            projection is null ? null : student * projection.Transpose() / dimension);
    }

    private static void Step(
        OnlineRule rule,
        TeacherStudentSettings settings,
        Matrix<double> student,
        Matrix<double> teacher,
        Matrix<double>? projection,
        Matrix<double> readout,
        Vector<double> x,
        Vector<double> labelNoise)
    {
        double n = x.Count;
        Vector<double> lambda = student * x / Math.Sqrt(n), nu = teacher * x / Math.Sqrt(n);
        Vector<double> error = readout * lambda.Map(Activation) - settings.TeacherReadout * nu.Map(Activation) - labelNoise;
        if (rule.Name == "PEPITA")
        {
            TwoPassStep(settings, student, projection!, readout, x, lambda, error);
            return;
        }

        Matrix<double> feedback = rule.Name switch
        {
            "BP" => readout.Transpose(),
            "AFA" => student * projection!.Transpose() / n,
            _ => settings.Feedback!,
        };
        Vector<double> hidden = (feedback * error).PointwiseMultiply(lambda.Map(Slope));
        (student - settings.LearningRate / Math.Sqrt(n) * hidden.OuterProduct(x)).CopyTo(student);
        (readout - settings.ReadoutLearningRate / n * error.OuterProduct(lambda.Map(Activation))).CopyTo(readout);
    }

    /// <summary>PEPITA with its second pass carried out on the modulated input.</summary>
    private static void TwoPassStep(
        TeacherStudentSettings settings, Matrix<double> student, Matrix<double> projection, Matrix<double> readout, Vector<double> x,
        Vector<double> lambda, Vector<double> error)
    {
        double n = x.Count;
        Vector<double> modulated = x - projection.TransposeThisAndMultiply(error) / Math.Sqrt(n);
        Vector<double> first = lambda.Map(Activation), second = (student * modulated / Math.Sqrt(n)).Map(Activation);
        (student - settings.LearningRate / Math.Sqrt(n) * (first - second).OuterProduct(modulated)).CopyTo(student);
        (readout - settings.ReadoutLearningRate / n * error.OuterProduct(second)).CopyTo(readout);
    }

    private static double Activation(double x) => SpecialFunctions.Erf(x / Math.Sqrt(2));

    private static double Slope(double x) => Math.Sqrt(2 / Math.PI) * Math.Exp(-x * x / 2);

    /// <summary>The weights that a run starts from, read back from the library and split into their parts.</summary>
    private static (Matrix<double> Student, Matrix<double> Teacher, Matrix<double>? Projection) InitialWeights(
        OnlineRule rule, TeacherStudentSettings settings, int dimension, RandomStream stream)
    {
        OrderParameterLayout layout = OrderParameterLayout.For(rule, settings);
        float[] vectors = new OnlineWeights(settings, layout, dimension, stream).Vectors.ToArray();
        Matrix<double> all = Matrix<double>.Build.Dense(layout.Fields, dimension, (field, i) => vectors[field * dimension + i]);
        int teacher = settings.Units, projection = settings.Units + settings.TeacherUnits;
        return (
            all.SubMatrix(0, teacher, 0, dimension),
            all.SubMatrix(teacher, settings.TeacherUnits, 0, dimension),
            rule.UsesProjection ? all.SubMatrix(projection, settings.Outputs, 0, dimension) : null);
    }
}
