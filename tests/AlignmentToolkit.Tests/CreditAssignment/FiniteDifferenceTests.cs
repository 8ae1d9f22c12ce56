using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>Acceptance check 2: backpropagation against central finite differences, tanh, 12-9-7-4, h = 1e-5.</summary>
public class FiniteDifferenceTests
{
    private static readonly int[] Sizes = [12, 9, 7, 4];

    public static TheoryData<string, bool> Cases => new(
        from activation in new[] { "tanh", "sigmoid", "erf", "identity" }
        from squaredError in new[] { false, true }
        select (activation, squaredError));

    [Theory, MemberData(nameof(Cases))]
    public void Reference_backpropagation_is_the_gradient(string activation, bool squaredError)
    {
        const double h = 1e-5;
        (double[][,] weights, double[] x, double[] t) = Draw();
        ReferenceRules rules = Reference(weights, activation, squaredError);
        double[][,] gradient = rules.Backpropagation(x, t);
        double scale = NetworkBuilder.Largest(gradient), largest = 0;
        foreach ((int layer, double[,] w) in weights.Index())
            for (int i = 0; i < w.GetLength(0); i++)
                for (int j = 0; j < w.GetLength(1); j++)
                {
                    double kept = w[i, j];
                    w[i, j] = kept + h;
                    double above = rules.Loss(x, t);
                    w[i, j] = kept - h;
                    double below = rules.Loss(x, t);
                    w[i, j] = kept;
                    largest = Math.Max(largest, Math.Abs((above - below) / (2 * h) - gradient[layer][i, j]));
                }

        Assert.True(largest / scale < 1e-6, $"largest error {largest / scale:E2} of the largest entry");
    }

    // The library works in single precision (u = 2⁻²⁴). A dot product of n numbers is off by at most n·u times the sum of magnitudes; with
    // Xavier weights that sum is below 4 at each of six products (three forward, three back), n ≤ 12. A ReLU whose a is near 0 may flip
    // its slope, which is why ReLU has its own exact test.
    [Theory, MemberData(nameof(Cases))]
    public void Library_backpropagation_is_the_reference_to_single_precision(string activation, bool squaredError)
    {
        (double[][,] weights, double[] x, double[] t) = Draw();
        double[][,] expected = Reference(weights, activation, squaredError).Backpropagation(x, t);
        MultilayerPerceptron network = NetworkBuilder.WithWeights(weights, ByName(activation));
        LearningRule rule = new Backpropagation(network, squaredError ? OutputLoss.SquaredError : OutputLoss.SoftmaxCrossEntropy);
        IReadOnlyList<double[,]> found = NetworkBuilder.UpdatesOf(rule, new MiniBatch(AsColumn(x), AsColumn(t)));
        Assert.True(NetworkBuilder.LargestDifference(expected, found) < 6 * 12 * 4.0 / (1 << 24));
    }

    private static Activation ByName(string name) => ReferenceFunctions.All.Single(activation => activation.Name == name);

    private static ReferenceRules Reference(double[][,] weights, string activation, bool squaredError)
    {
        (ReferenceRules.Function value, ReferenceRules.Function slope) = ReferenceFunctions.Of(ByName(activation));
        return new ReferenceRules(weights, value, slope) { SquaredError = squaredError };
    }

    private static (double[][,] Weights, double[] Inputs, double[] Targets) Draw()
    {
        RandomStream stream = RandomStream.From("finite-differences");
        MultilayerPerceptron network = new(Sizes, Activation.Tanh, Initialiser.XavierNormal, stream);
        double[] x = [.. Enumerable.Range(0, Sizes[0]).Select(_ => (double)(float)stream.NextNormal())];
        return ([.. network.Weights.Select(NetworkBuilder.ToArray)], x, [0, 0, 1, 0]);
    }

    private static MathNet.Numerics.LinearAlgebra.Matrix<float> AsColumn(double[] values) =>
        MathNet.Numerics.LinearAlgebra.Matrix<float>.Build.Dense(values.Length, 1, (i, _) => (float)values[i]);
}
