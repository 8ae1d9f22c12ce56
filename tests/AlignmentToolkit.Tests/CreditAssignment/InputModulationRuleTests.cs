using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>The rules with two passes against the dense reference, on random networks of 1 to 5 hidden layers.</summary>
public class InputModulationRuleTests
{
    private static readonly Gen<(int[] Sizes, int Count, int Seed, float Dropout, int Normalisation)> Cases = Gen.Select(
        Gen.Int[1, 12].Array[3, 7], Gen.Int[1, 16], Gen.Int[0, 100_000], Gen.Bool.Select(dropped => dropped ? 0.3f : 0f), Gen.Int[0, 3]);

    private static readonly Gen<PepitaOptions> Options = Gen.Select(
        Gen.Enum<PepitaConvention>(), Gen.Enum<PresynapticActivity>(), Gen.Bool,
        (convention, presynaptic, sign) => new PepitaOptions { Convention = convention, Presynaptic = presynaptic, SignOfError = sign });

    // Fewer classes than examples take the narrow way (W₁F)E, others the product W₁(FE): the shapes hold both.
    [Fact]
    public void Pepita_is_its_dense_reference_in_every_variant() =>
        Gen.Select(Cases, Options, Gen.Bool).Sample((drawn, options, opaque) =>
        {
            ForwardCase test = Make(drawn);

            // In single precision an error below the last place of 1 is 0, and its sign another one.
            double smallest = (test.Reference().Pass(test.X)[^1] - test.T).Enumerate().Min(Math.Abs);
            if (smallest < 1e-5) options = options with { SignOfError = false };
            LearningRule rule = new Pepita(test.Network, OutputLoss.SoftmaxCrossEntropy, Projection(test, opaque), options);
            AssertIs(test, rule, reference => reference.Pepita(test.X, test.T, test.F, options));
        });

    [Fact]
    public void The_hebbian_form_is_its_dense_reference() =>
        Gen.Select(Cases, Gen.Bool).Sample((drawn, opaque) =>
        {
            ForwardCase test = Make(drawn);
            LearningRule rule = new HebbianPepita(test.Network, OutputLoss.SoftmaxCrossEntropy, Projection(test, opaque));
            AssertIs(test, rule, reference => reference.Hebbian(test.X, test.T, test.F));
        });

    // A recorder changes no weights, so it gets both terms of the time-local form at the same weights.
    [Fact]
    public void The_time_local_form_recorded_is_the_hebbian_form() =>
        Cases.Sample(drawn =>
        {
            ForwardCase test = Make(drawn);
            LearningRule rule = new TimeLocalPepita(test.Network, OutputLoss.SoftmaxCrossEntropy, new DenseProjection(test.Projection));
            AssertIs(test, rule, reference => reference.Hebbian(test.X, test.T, test.F));
        });

    // The derivative of tanh is smooth, so the error of the reference's central difference is about a third of what a difference twice as
    // long changes.
    [Fact]
    public void Adaptive_feedback_alignment_is_the_derivative_of_the_modulated_pass() =>
        Gen.Select(Cases, Gen.Bool).Sample((drawn, opaque) =>
        {
            ForwardCase test = Make(drawn, Activation.Tanh);
            LearningRule rule = new AdaptiveFeedbackAlignment(test.Network, OutputLoss.SoftmaxCrossEntropy, Projection(test, opaque));
            double ofDifference = ForwardCase.Difference(
                test.Reference().AdaptiveFeedback(test.X, test.T, test.F), test.Reference().AdaptiveFeedback(test.X, test.T, test.F, 2e-5));
            AssertIs(test, rule, reference => reference.AdaptiveFeedback(test.X, test.T, test.F), onePass: true, ofDifference + 1e-9);
        });

    [Theory, InlineData("relu", 1), InlineData("relu", 2), InlineData("tanh", 1), InlineData("tanh", 2)]
    public void Check_5_pepita_tends_to_afa_tenfold_with_every_tenth_of_the_projection(string activation, int hiddenLayers)
    {
        ForwardCase test = new(
            [20, .. Enumerable.Repeat(30, hiddenLayers), 5], 8, $"check-5/{activation}/{hiddenLayers}",
            ReferenceFunctions.All.Single(function => function.Name == activation), scale: activation == "relu" ? 5e-4f : 0.05f);
        double[] previous = [];
        foreach (double scale in new[] { 1, 0.1, 0.01, 1e-3 })
        {
            double[] found = ForwardCase.RelativeDifferences(
                test.Reference().Pepita(test.X, test.T, scale * test.F), test.Reference().AdaptiveFeedback(test.X, test.T, scale * test.F));

            // The page's ratios are 9.9, 10.0 and 10.0. A ReLU that changes sides between the passes makes a jump, so its projection is so
            // small that none does.
            foreach ((double before, double now) in previous.Zip(found)) Assert.InRange(before / now, 8, 12.5);
            previous = found;
        }
    }

    // The same in single precision, over the one decade in which the difference stands clear of rounding.
    [Fact]
    public void Check_5_holds_for_the_library_too()
    {
        ForwardCase test = new([20, 30, 30, 5], 8, "check-5/library", Activation.Tanh, scale: 0.3f);
        double[][] found = [.. new[] { 1f, 0.1f }.Select(scale =>
        {
            DenseProjection projection = new(test.Projection * scale);
            return ForwardCase.RelativeDifferences(
                ForwardCase.UpdatesOf(new Pepita(test.Network, OutputLoss.SoftmaxCrossEntropy, projection), test.Batch),
                ForwardCase.UpdatesOf(new AdaptiveFeedbackAlignment(test.Network, OutputLoss.SoftmaxCrossEntropy, projection), test.Batch));
        })];
        foreach ((double before, double now) in found[0].Zip(found[1])) Assert.InRange(before / now, 8, 12.5);
    }

    [Fact]
    public void Check_6_the_hebbian_form_exceeds_pepita_by_what_the_presynaptic_side_changed() =>
        Cases.Sample(drawn =>
        {
            ForwardCase test = Make(drawn);
            ForwardReference reference = test.Reference();
            Matrix<double>[] h = reference.Pass(test.X), he = reference.Pass(reference.Modulated(test.X, test.T, test.F));
            Matrix<double>[] excess =
                [.. reference.Hebbian(test.X, test.T, test.F).Zip(reference.Pepita(test.X, test.T, test.F), (a, b) => a - b)];
            for (int l = 0; l < reference.Last; l++)
            {
                Matrix<double> expected = h[l + 1] * (h[l] - he[l]).Transpose();
                double size = Math.Max(1, h[l + 1].FrobeniusNorm() * h[l].FrobeniusNorm());
                Assert.True(ForwardCase.Difference([expected], [excess[l]]) <= 1e-12 * size);
            }
        });

    [Fact]
    public void Check_7_the_time_local_form_tends_to_the_hebbian_form_in_proportion_to_the_learning_rate()
    {
        ForwardCase test = new([20, 30, 30, 5], 8, "check-7", Activation.Relu, scale: 0.5f);
        Matrix<double>[] hebbian = test.Reference().Hebbian(test.X, test.T, test.F);
        double[][] found = [.. new[] { 1e-3, 1e-4, 1e-5 }.Select(rate => ForwardCase.RelativeDifferences(
            test.Reference().TimeLocalStep(test.X, test.T, test.F, rate).Zip(
                test.Network.Weights, (after, before) => (ForwardCase.Double(before) - after) * test.Batch.Count / rate),
            hebbian))];
        foreach ((double[] before, double[] now) in found.Zip(found.Skip(1)))
            foreach ((double wide, double narrow) in before.Zip(now)) Assert.InRange(wide / narrow, 8, 12.5);
    }

    [Fact]
    public void A_projection_of_the_wrong_shape_is_refused()
    {
        ForwardCase test = new([4, 3, 2], 1, "shape", Activation.Relu);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Pepita(
            test.Network, OutputLoss.SoftmaxCrossEntropy, new DenseProjection(Matrix<float>.Build.Dense(3, 2))));
        Assert.Contains("F is 3×2; 4×2 is needed", error.Message, StringComparison.Ordinal);
    }

    private static ForwardCase Make(
        (int[] Sizes, int Count, int Seed, float Dropout, int Normalisation) drawn, Activation? activation = null) =>
        new(drawn.Sizes, drawn.Count, $"{drawn.Seed}", activation ?? Activation.Relu, drawn.Dropout,
            drawn.Normalisation == 0 ? null : ActivationNormalisation.All[drawn.Normalisation - 1]);

    private static IErrorProjection Projection(ForwardCase test, bool opaque) =>
        opaque ? new OpaqueProjection(test.Projection) : new DenseProjection(test.Projection);

    private static void AssertIs(
        ForwardCase test,
        LearningRule rule,
        Func<ForwardReference, Matrix<double>[]> expected,
        bool onePass = false,
        double ofReference = 0)
    {
        double difference = ForwardCase.Difference(expected(test.Reference()), ForwardCase.UpdatesOf(rule, test.Batch));
        double tolerance = test.Tolerance(expected, onePass) + ofReference;
        Assert.True(difference <= tolerance, $"{rule} on {test.Network} is off by {difference:E2}, more than {tolerance:E2}");
    }

    /// <summary>A projection of which only products can be had.</summary>
    private sealed class OpaqueProjection(Matrix<float> matrix) : IErrorProjection
    {
        public int OutputSize => matrix.RowCount;

        public int InputSize => matrix.ColumnCount;

        public Matrix<float>? Matrix => null;

        public void Project(Matrix<float> errors, Matrix<float> signals) => (matrix * errors).CopyTo(signals);
    }
}
