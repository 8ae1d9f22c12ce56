using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

/// <summary>
/// Check 9: weights of a deep linear network under direct feedback alignment are exactly those that the alignment matrices stand for.
/// </summary>
public class LinearDirectFeedbackTests
{
    private const int Inputs = 12, Outputs = 3;

    [Theory]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { 9, 6 })]
    [InlineData(new[] { 8, 7, 6, 5 })]
    public void Weights_factor_through_the_feedback_after_200_steps(int[] hidden)
    {
        RandomStream stream = RandomStream.From("deep-linear").Child(hidden.Length);
        Matrix<double>[] feedback = [.. hidden.Select(width => Normal(stream, width, Outputs) / Math.Sqrt(width))];
        Matrix<double> teacher = Normal(stream, Outputs, Inputs) / Math.Sqrt(Inputs);
        LinearDirectFeedback network = new(Inputs, feedback, learningRate: 0.005);
        AlignmentMatrices alignment = new(Inputs, feedback, learningRate: 0.005);

        for (int step = 0; step < 200; step++)
        {
            Vector<double> input = Normal(stream, Inputs, 1).Column(0);
            network.Learn(input, teacher * input);
            alignment.Learn(input, teacher * input);
        }

        Matrix<double>[] expected = alignment.ToWeights();
        Assert.All(network.Weights.Index(), layer =>
        {
            Assert.True(layer.Item.FrobeniusNorm() > 1e-5, $"layer {layer.Index + 1} has not moved");
            Assert.True((layer.Item - expected[layer.Index]).FrobeniusNorm() < 1e-12 * layer.Item.FrobeniusNorm());
        });
    }

    [Fact]
    public void The_network_learns_a_linear_teacher()
    {
        RandomStream stream = RandomStream.From("deep-linear/learns");
        Matrix<double>[] feedback = [Normal(stream, 20, Outputs) / Math.Sqrt(20)];
        Matrix<double> teacher = Normal(stream, Outputs, Inputs) / Math.Sqrt(Inputs);
        LinearDirectFeedback network = new(Inputs, feedback, learningRate: 0.03);

        for (int step = 0; step < 4000; step++)
        {
            Vector<double> input = Normal(stream, Inputs, 1).Column(0);
            network.Learn(input, teacher * input);
        }

        // A solvable, noiseless task: the product of the layers becomes the teacher.
        Assert.True((network.Weights[1] * network.Weights[0] - teacher).FrobeniusNorm() < 1e-3 * teacher.FrobeniusNorm());
    }

    [Fact]
    public void Settings_without_hidden_layer_or_with_unequal_outputs_are_refused()
    {
        Matrix<double> three = Matrix<double>.Build.Dense(4, 3), two = Matrix<double>.Build.Dense(4, 2);

        Assert.Throws<ArgumentException>(() => new LinearDirectFeedback(5, [], 0.1));
        Assert.Throws<ArgumentException>(() => new LinearDirectFeedback(5, [three, two], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LinearDirectFeedback(5, [three], 0));
        Assert.Throws<ArgumentException>(() => new AlignmentMatrices(5, [], 0.1));
        Assert.Throws<ArgumentException>(() => new AlignmentMatrices(5, [three, two], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AlignmentMatrices(0, [three], 0.1));
    }

    private static Matrix<double> Normal(RandomStream stream, int rows, int columns) =>
        Matrix<double>.Build.Dense(rows, columns, (_, _) => stream.NextNormal());
}
