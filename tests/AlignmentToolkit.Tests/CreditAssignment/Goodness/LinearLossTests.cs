using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>
/// Acceptance check 8: with the linear loss ½(g(h) − g(hᵉ)), sum form, on PEPITA's two passes, the gradient of each hidden layer is
/// PEPITA-Hebbian's update H_l H_{l−1}ᵀ − Hᵉ_l (Hᵉ_{l−1})ᵀ.
/// </summary>
public class LinearLossTests
{
    [Fact]
    public void Check_8_differences_of_the_linear_loss_are_the_update_of_hebbian_pepita()
    {
        ReferenceGoodness reference = new(
            new ForwardForwardOptions { Goodness = GoodnessForm.Sum }, MicroExample.Weights, [new double[3], new double[3], new double[2]]);
        MultilayerPerceptron network = NetworkBuilder.WithWeights(MicroExample.Weights, Activation.Relu);
        HebbianPepita rule = new(
            network, OutputLoss.SoftmaxCrossEntropy, new DenseProjection(NetworkBuilder.ToMatrix(ForwardMicroExample.Projection)));
        IReadOnlyList<double[,]> found = NetworkBuilder.UpdatesOf(
            rule, new(NetworkBuilder.ToMatrix(MicroExample.Inputs), NetworkBuilder.ToMatrix(MicroExample.Targets)));

        double[][] standard = Columns(MicroExample.Inputs), modulated = Columns(ForwardMicroExample.ModulatedInputs);
        for (int layer = 0; layer < 2; layer++)
        {
            double[,] gradient = Differences(reference, layer, standard, modulated);

            // The page prints eight digits of inputs of size 1, and the loss is quadratic, so that central differences are exact.
            double[,] ofPage = ForwardMicroExample.Updates("PEPITA-Hebbian")[layer];
            Assert.Equal(gradient.Cast<double>(), ofPage.Cast<double>(), GoodnessGradientTests.Near(1e-7));
            Assert.Equal(gradient.Cast<double>(), found[layer].Cast<double>(), GoodnessGradientTests.Near(64.0 / (1 << 24)));
            standard = [.. standard.Select(z => reference.Activities(layer, z))];
            modulated = [.. modulated.Select(z => reference.Activities(layer, z))];
        }
    }

    // Near g = θ = 0 the logistic loss is linear: σ(±(g − θ)) differs from ½ by at most ¼|g − θ|, half of that relatively. The modulated
    // examples are the positive ones.
    [Theory, InlineData(0.1), InlineData(0.01)]
    public void Check_8_the_logistic_loss_of_small_activities_gives_the_same_update(double size)
    {
        RandomStream stream = RandomStream.From("goodness/linear");
        double[][] standard = Draw(stream, 6), modulated = Draw(stream, 6);
        ForwardForwardOptions options = ForwardForwardPresets.Unsupervised(7, 1) with { Goodness = GoodnessForm.Sum, Threshold = 1e-9f };
        MultilayerPerceptron network = new(
            [7, 5], Activation.Relu, Initialiser.Normal((float)size), stream.Child("weights"), withBiases: true);
        ContrastStep step = GoodnessGradientTests.Contrast(network, options, positives: modulated, negatives: standard);
        step.Differentiate(0, null);
        GradientReceiver receiver = new();
        receiver.Receive(0, step.UpdateOf(0));

        ReferenceGoodness reference = new(options, [NetworkBuilder.ToArray(network.Weights[0])], [new double[5]]);
        double[][] z = [.. standard.Select(reference.Normalise)], e = [.. modulated.Select(reference.Normalise)];
        double largest = z.Concat(e).Max(input => reference.Goodness(reference.Activities(0, input)));
        double[,] magnitude = new double[5, 7];
        double[,] expected = new double[5, 7];
        foreach ((double[] input, double sign) in z.Select(v => (v, 1.0)).Concat(e.Select(v => (v, -1.0))))
        {
            double[] h = reference.Activities(0, input);
            for (int i = 0; i < 5; i++)
                for (int j = 0; j < 7; j++)
                {
                    expected[i, j] += sign * h[i] * input[j] / 12;
                    magnitude[i, j] += Math.Abs(h[i] * input[j]) / 12;
                }
        }

        for (int i = 0; i < 5; i++)
            for (int j = 0; j < 7; j++)
                Assert.Equal(expected[i, j], receiver.Gradients[0].Weights[i, j], (0.5 * largest + 1e-6) * magnitude[i, j]);
    }

    private static double[,] Differences(ReferenceGoodness reference, int layer, double[][] standard, double[][] modulated)
    {
        const double step = 1e-3;
        double[,] w = reference.Weights[layer], gradient = new double[w.GetLength(0), w.GetLength(1)];
        for (int i = 0; i < w.GetLength(0); i++)
            for (int j = 0; j < w.GetLength(1); j++)
            {
                double kept = w[i, j];
                w[i, j] = kept + step;
                double above = Loss();
                w[i, j] = kept - step;
                gradient[i, j] = (above - Loss()) / (2 * step);
                w[i, j] = kept;
            }

        return gradient;

        double Loss() => 0.5 * standard.Sum(z => reference.Goodness(reference.Activities(layer, z)))
            - 0.5 * modulated.Sum(z => reference.Goodness(reference.Activities(layer, z)));
    }

    private static double[][] Columns(double[,] matrix) =>
        [.. Enumerable.Range(0, matrix.GetLength(1)).Select(j => NetworkBuilder.Column(matrix, j))];

    private static double[][] Draw(RandomStream stream, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 7).Select(_ => (double)(float)stream.NextNormal()).ToArray())];
}
