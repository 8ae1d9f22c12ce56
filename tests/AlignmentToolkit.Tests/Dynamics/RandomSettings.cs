using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>Teacher–student settings with random overlaps, valid because they are those of random vectors.</summary>
internal static class RandomSettings
{
    public static TeacherStudentSettings Draw(int units, int teacherUnits, int outputs, RandomStream stream)
    {
        int fields = units + teacherUnits + outputs;
        // A few dimensions more than vectors: overlaps of all sizes, and no covariance close to singular.
        Matrix<double> vectors = Normal(fields, fields + 3, stream) / Math.Sqrt(fields + 3);
        Matrix<double> gram = vectors * vectors.Transpose();
        Matrix<double> Block(int row, int rows, int column, int columns) => gram.SubMatrix(row, rows, column, columns);
        int teacher = units, projection = units + teacherUnits;
        return new TeacherStudentSettings
        {
            Initial = new OrderParameters(
                Block(0, units, 0, units), Block(0, units, teacher, teacherUnits), 0.5 * Normal(outputs, units, stream),
                Block(0, units, projection, outputs)),
            TeacherOverlap = Block(teacher, teacherUnits, teacher, teacherUnits),
            TeacherReadout = Normal(outputs, teacherUnits, stream),
            Feedback = Normal(units, outputs, stream),
            Projection = new InputProjection(
                Block(teacher, teacherUnits, projection, outputs), Block(projection, outputs, projection, outputs)),
            LearningRate = 0.2 + 0.5 * stream.NextDouble(),
            ReadoutLearningRate = 0.2 + 0.5 * stream.NextDouble(),
            LabelNoise = 0.3 * stream.NextDouble(),
        };
    }

    private static Matrix<double> Normal(int rows, int columns, RandomStream stream) =>
        Matrix<double>.Build.Dense(rows, columns, (_, _) => stream.NextNormal());
}
