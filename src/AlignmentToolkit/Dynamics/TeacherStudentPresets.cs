using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Dynamics;

public sealed partial record TeacherStudentSettings
{
    /// <summary>Two student units, two orthogonal teacher units, no noise; the readout starts with the signs of the feedback.</summary>
    public static TeacherStudentSettings AlignedStart { get; } =
        SingleOutput(
            studentOverlap: new[,] { { 0.5, 0.1 }, { 0.1, 0.4 } },
            crossOverlap: new[,] { { 0.3, 0.05 }, { 0, 0.2 } },
            readout: [0.3, 0.2],
            teacherOverlap: new[,] { { 1.0, 0 }, { 0, 1 } },
            teacherReadout: [1, 1],
            feedback: [0.9, 0.6])
        .WithProjection([0.4, 0.3], [0.1, 0.1], 1);

    /// <summary>
    /// <see cref="AlignedStart"/> with the second readout weight turned round: it has to flip its sign before it can align with the
    /// feedback.
    /// </summary>
    public static TeacherStudentSettings MisalignedStart { get; } =
        AlignedStart with { Initial = AlignedStart.Initial with { Readout = Matrix<double>.Build.DenseOfRowArrays([0.3, -0.2]) } };

    /// <summary>Three student units for two correlated teacher units, noisy labels, feedback of mixed signs.</summary>
    public static TeacherStudentSettings NoisyOverparameterised { get; } =
        SingleOutput(
            studentOverlap: new[,] { { 0.8, 0.1, -0.1 }, { 0.1, 0.7, 0.05 }, { -0.1, 0.05, 0.6 } },
            crossOverlap: new[,] { { 0.3, 0 }, { -0.1, 0.3 }, { 0, -0.2 } },
            readout: [0.2, 0.1, -0.1],
            teacherOverlap: new[,] { { 1, 0.2 }, { 0.2, 1.2 } },
            teacherReadout: [1, -0.8],
            feedback: [0.8, -0.7, 0.5])
        .WithProjection([0.5, -0.4, 0.3], [0.2, 0.1], 2)
        with
        { ReadoutLearningRate = 0.25, LabelNoise = 0.1 };

    /// <summary>Two outputs, each with a projection vector of its own.</summary>
    public static TeacherStudentSettings TwoOutputs { get; } = new()
    {
        Initial = new OrderParameters(
            StudentOverlap: Matrix<double>.Build.DenseOfArray(new[,] { { 0.6, 0.1 }, { 0.1, 0.5 } }),
            CrossOverlap: Matrix<double>.Build.DenseOfArray(new[,] { { 0.2, 0 }, { 0, 0.2 } }),
            Readout: Matrix<double>.Build.DenseOfArray(new[,] { { 0.2, 0.1 }, { -0.1, 0.3 } }),
            ProjectionOverlap: Matrix<double>.Build.DenseOfArray(new[,] { { 0.4, 0.1 }, { -0.2, 0.4 } })),
        TeacherOverlap = Matrix<double>.Build.DenseIdentity(2),
        TeacherReadout = Matrix<double>.Build.DenseOfArray(new[,] { { 1, -0.5 }, { 0.3, 0.8 } }),
        Feedback = Matrix<double>.Build.DenseOfArray(new[,] { { 0.8, 0.3 }, { -0.4, 0.9 } }),
        Projection = new InputProjection(
            Matrix<double>.Build.DenseOfArray(new[,] { { 0.1, 0 }, { 0, 0.1 } }), Matrix<double>.Build.DenseIdentity(2)),
        LearningRate = 0.4,
        ReadoutLearningRate = 0.3,
        LabelNoise = 0.1,
    };
}
