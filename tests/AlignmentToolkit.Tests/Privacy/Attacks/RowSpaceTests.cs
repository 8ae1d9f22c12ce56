using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Attacks;
using AlignmentToolkit.Privacy.Photonic;
using AlignmentToolkit.Tests.Privacy.Training;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Attacks;

public class RowSpaceTests
{
    [Theory, InlineData(0), InlineData(1e-9), InlineData(0.3), InlineData(1.2)]
    public void Angles_between_turned_planes_are_those_they_were_turned_by(double angle)
    {
        // The planes of (e1, e2) and (e1, e2 cos θ + e3 sin θ), described by other vectors in them.
        Matrix<double> first = Matrix<double>.Build.DenseOfColumns([[1, 1, 0, 0], [2.0, -1, 0, 0]]);
        (double cosine, double sine) = (Math.Cos(angle), Math.Sin(angle));
        Matrix<double> second = Matrix<double>.Build.DenseOfColumns([[3, cosine, sine, 0], [1.0, -cosine, -sine, 0], [4.0, 0, 0, 0]]);
        RowSpace plane = RowSpace.OfColumns(first), turned = RowSpace.OfColumns(second);
        Assert.Equal((2, 2), (plane.Dimension, turned.Dimension));
        IReadOnlyList<double> angles = plane.PrincipalAngles(turned);
        Assert.Equal(0, angles[0], 1e-15);
        Assert.Equal(angle, angles[1], 1e-14);
        Assert.Equal(angle < 1e-10, plane.Contains(turned, 1e-10));
    }

    [Fact]
    public void A_basis_is_orthonormal_and_spans_what_it_came_from()
    {
        RandomStream stream = RandomStream.From("basis");
        Matrix<double> factor = Matrix<double>.Build.Dense(40, 6, (_, _) => stream.NextNormal());
        Matrix<double> vectors = factor * Matrix<double>.Build.Dense(6, 25, (_, _) => stream.NextNormal());
        RowSpace space = RowSpace.OfColumns(vectors);
        Assert.Equal(6, space.Dimension);
        Matrix<double> identity = space.Basis.TransposeThisAndMultiply(space.Basis);
        Assert.Equal(0, (identity - Matrix<double>.Build.DenseIdentity(6)).FrobeniusNorm(), 1e-14);
        Assert.All(factor.EnumerateColumns(), column => Assert.Equal(0, space.ShareOutside(column), 1e-13));
        Vector<double> random = Vector<double>.Build.Dense(40, _ => stream.NextNormal());
        Assert.InRange(space.ShareOutside(random), 0.5, 1);
    }

    [Fact]
    public void Nothing_spans_nothing()
    {
        RowSpace nothing = RowSpace.OfRows(Matrix<double>.Build.Dense(3, 5));
        Assert.Equal(0, nothing.Dimension);
        Assert.Equal(1, nothing.ShareOutside(Vector<double>.Build.Dense(5, 1)));
        Assert.Empty(nothing.PrincipalAngles(nothing));
    }

    // The rule itself, in single precision, with noise a hundred times the bound on the signal: a mini-batch of 8 inputs of 40 numbers.
    [Fact]
    public void The_update_of_the_photonic_rule_gives_its_inputs_away()
    {
        PhotonicMechanism mechanism = new() { FeedbackBound = 1, FeedbackNoise = 100, OutputNoise = 1 };
        MultilayerPerceptron network = mechanism.NewNetwork(
            [40, 30, 4], Activation.Tanh, Initialiser.XavierUniform, RandomStream.From("w"));
        LearningRule rule = mechanism.NewRule(
            network, new DenseProjection(RandomStream.From("B").NormalMatrix(30, 4)), RandomStream.From("noise"));
        MiniBatch batch = ExampleGradients.Batch(40, 4, 8, "inputs"), others = ExampleGradients.Batch(40, 4, 8, "others");
        UpdateRecorder recorder = new(network);
        rule.Learn(batch, recorder);
        RowSpace space = RowSpace.OfRows(recorder.Updates[0]);
        Assert.Equal(8, space.Dimension);
        Assert.All(batch.Inputs.EnumerateColumns(), x => Assert.InRange(space.ShareOutside(x.Map(v => (double)v)), 0, 1e-5));
        Assert.All(others.Inputs.EnumerateColumns(), x => Assert.InRange(space.ShareOutside(x.Map(v => (double)v)), 0.5, 1));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(double.NaN)]
    public void A_tolerance_lies_between_0_and_1(double tolerance) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            nameof(tolerance), () => RowSpace.OfRows(Matrix<double>.Build.Dense(2, 2, 1), tolerance));
}
