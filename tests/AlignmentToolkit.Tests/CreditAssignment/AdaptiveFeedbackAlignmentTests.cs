using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

public class AdaptiveFeedbackAlignmentTests
{
    // W₁F = W₁W₁⁺W₂ᵀ = W₂ᵀ where W₁ has full row rank. F is formed in double precision and rounded; W₁F then carries an error of about
    // ‖W₁‖‖F‖·2⁻²⁴ and a product of 30 terms as much again, and so do the two sides: in all below (30 + 30)·2⁻²⁴ of the largest entry
    // times the condition of W₁, which is below 10 for 12 × 30.
    [Theory, InlineData("relu", 4), InlineData("relu", 20), InlineData("tanh", 20)]
    public void Check_4_with_the_pseudo_inverse_it_is_backpropagation(string activation, int count)
    {
        RandomStream stream = RandomStream.From("check-4");
        Activation function = ReferenceFunctions.All.Single(candidate => candidate.Name == activation);
        MultilayerPerceptron network = new([30, 12, 5], function, Initialiser.HeNormal, stream.Child("weights"));
        Matrix<double> first = ForwardCase.Double(network.Weights[0]);
        Assert.InRange(first.ConditionNumber(), 1, 10);
        Matrix<double> projection = first.PseudoInverse() * ForwardCase.Double(network.Weights[1]).Transpose();
        MiniBatch batch = new(
            stream.Child("inputs").NormalMatrix(30, count), Matrix<float>.Build.Dense(5, count, (i, j) => i == j % 5 ? 1 : 0));
        OutputLoss loss = OutputLoss.SoftmaxCrossEntropy;

        Matrix<double>[] afa = ForwardCase.UpdatesOf(
            new AdaptiveFeedbackAlignment(network, loss, new DenseProjection(projection.Map(value => (float)value))), batch);
        Matrix<double>[] bp = ForwardCase.UpdatesOf(new Backpropagation(network, loss), batch);
        double largest = bp.Max(g => g.Enumerate().Max(Math.Abs));
        Assert.True(ForwardCase.Difference(bp, afa) < 10 * 60 * largest / (1 << 24));
    }

    [Fact]
    public void Feedback_angles_are_the_total_one_and_with_one_hidden_layer_that_of_its_feedback()
    {
        ForwardCase shallow = new([6, 5, 3], 2, "angles/1", Activation.Relu), deep = new([6, 5, 4, 3], 2, "angles/2", Activation.Relu);
        IReadOnlyList<NamedAngle> found = Angles(shallow);
        Assert.Equal(["(W2W1)ᵀ, F", "W2ᵀ, W1F"], found.Select(angle => angle.Name));
        Matrix<double> w1 = ForwardCase.Double(shallow.Network.Weights[0]), w2 = ForwardCase.Double(shallow.Network.Weights[1]);

        // An angle of rounded products of at most 6 terms, in degrees.
        const double tolerance = 20 * 180 / Math.PI / (1 << 24);
        Assert.Equal(Degrees((w2 * w1).Transpose(), shallow.F), found[0].Degrees, tolerance);
        Assert.Equal(Degrees(w2.Transpose(), w1 * shallow.F), found[1].Degrees, tolerance);
        Assert.Equal(["(W3W2W1)ᵀ, F"], Angles(deep).Select(angle => angle.Name));
    }

    private static IReadOnlyList<NamedAngle> Angles(ForwardCase test) => new AdaptiveFeedbackAlignment(
        test.Network, OutputLoss.SoftmaxCrossEntropy, new DenseProjection(test.Projection)).FeedbackAngles();

    private static double Degrees(Matrix<double> a, Matrix<double> b) =>
        Math.Acos(a.PointwiseMultiply(b).Enumerate().Sum() / (a.FrobeniusNorm() * b.FrobeniusNorm())) * 180 / Math.PI;
}
