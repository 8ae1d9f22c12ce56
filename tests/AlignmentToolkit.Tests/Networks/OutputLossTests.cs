using AlignmentToolkit.Networks;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Networks;

public class OutputLossTests
{
    // Ten exponentials, a sum of ten and a division: below 32 units in the last place of numbers of at most 1; the loss adds three logits
    // of at most 20.
    private const double Tolerance = 32.0 / (1 << 23);

    [Fact]
    public void Cross_entropy_and_its_gradient_follow_the_definition() =>
        Gen.Select(Gen.Float[-20, 20].Array[10].Array[3], Gen.Int[0, 9].Array[3]).Sample((logits, labels) =>
        {
            Matrix<float> a = Matrix<float>.Build.DenseOfColumnArrays(logits), t = OneHot(labels), e = Matrix<float>.Build.Dense(10, 3);
            double loss = OutputLoss.SoftmaxCrossEntropy.Evaluate(a, t, e), expected = 0;
            for (int example = 0; example < 3; example++)
            {
                double normaliser = logits[example].Sum(value => Math.Exp(value));
                expected -= Math.Log(Math.Exp(logits[example][labels[example]]) / normaliser);
                for (int c = 0; c < 10; c++)
                    Assert.Equal(Math.Exp(logits[example][c]) / normaliser - (c == labels[example] ? 1 : 0), e[c, example], Tolerance);
            }

            Assert.Equal(expected, loss, 3 * 20 * Tolerance);
        });

    [Fact]
    public void Logits_too_large_for_an_exponential_give_finite_numbers()
    {
        Matrix<float> a = Matrix<float>.Build.DenseOfColumnArrays([1000f, 0f, -1000f]), e = Matrix<float>.Build.Dense(3, 1);
        double loss = OutputLoss.SoftmaxCrossEntropy.Evaluate(a, OneHot([1]).SubMatrix(0, 3, 0, 1), e);
        Assert.Equal(1000, loss, 1e-3);
        Assert.Equal([1, -1, 0], e.Column(0));
    }

    [Fact]
    public void Outputs_of_softmax_are_the_gradient_plus_the_targets_and_sum_to_one()
    {
        Matrix<float> a = Matrix<float>.Build.DenseOfColumnArrays([1f, -2f, 0.5f]), y = a.Clone();
        OutputLoss.SoftmaxCrossEntropy.Output(a, y);
        Assert.Equal(1, y.Column(0).Sum(), Tolerance);
        Assert.Equal(Math.Exp(3), y[0, 0] / y[1, 0], Math.Exp(3) * Tolerance);
    }

    [Fact]
    public void Squared_error_and_its_gradient_are_exact_for_small_integers()
    {
        Matrix<float> a = Matrix<float>.Build.DenseOfColumnArrays(
            [3f, 1f], [0f, -2f]), t = Matrix<float>.Build.DenseOfColumnArrays([1f, 1f], [4f, 0f]);
        Matrix<float> e = Matrix<float>.Build.Dense(2, 2);
        Assert.Equal((4 + 0 + 16 + 4) / 2.0, OutputLoss.SquaredError.Evaluate(a, t, e));
        Assert.Equal([2f, 0f, -4f, -2f], e.ToColumnMajorArray());
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_by_name()
    {
        Matrix<float> a = Matrix<float>.Build.Dense(3, 2);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => OutputLoss.SoftmaxCrossEntropy.Evaluate(a, Matrix<float>.Build.Dense(3, 1), a.Clone()));
        Assert.Contains("targets is 3×1; 3×2 is needed", error.Message, StringComparison.Ordinal);
    }

    private static Matrix<float> OneHot(int[] labels) =>
        Matrix<float>.Build.Dense(10, labels.Length, (c, example) => c == labels[example] ? 1 : 0);
}
