using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>Acceptance check 1: the micro-example of section 2.15 for the forward-only rules.</summary>
public class ForwardMicroExampleTests
{
    // The page's 1e-7 is for double precision and holds for the reference. The library works in single precision: every number here is a
    // sum of at most 4 products, three layers deep in two passes, of magnitude about 1: fewer than 64 roundings of half a unit in the last
    // place (2⁻²⁴) each.
    private const double SinglePrecision = 64.0 / (1 << 24);

    private static readonly Matrix<double> X = Matrix<double>.Build.DenseOfArray(MicroExample.Inputs);
    private static readonly Matrix<double> T = Matrix<double>.Build.DenseOfArray(MicroExample.Targets);
    private static readonly Matrix<double> F = Matrix<double>.Build.DenseOfArray(ForwardMicroExample.Projection);

    private static OutputLoss Loss => OutputLoss.SoftmaxCrossEntropy;

    // Half a unit of the eighth place that the page prints, and what the reference's difference quotient for AFA adds: 1e-8 is enough for
    // both, and below the page's 1e-7.
    [Theory, InlineData("AFA"), InlineData("PEPITA"), InlineData("PEPITA-ICML"), InlineData("PEPITA-Hebbian")]
    public void Check_1_the_reference_gives_the_numbers_of_the_page(string rule)
    {
        ForwardReference reference = ForwardMicroExample.Reference();
        Matrix<double>[] updates = rule switch
        {
            "AFA" => reference.AdaptiveFeedback(X, T, F),
            "PEPITA" => reference.Pepita(X, T, F),
            "PEPITA-ICML" => reference.Pepita(X, T, F, new PepitaOptions { Convention = PepitaConvention.InputPlusError }),
            _ => reference.Hebbian(X, T, F),
        };
        Assert.True(NetworkBuilder.LargestDifference(ForwardMicroExample.Updates(rule), Arrays(updates)) < 1e-8);
    }

    [Fact]
    public void Check_1_the_reference_gives_the_modulated_pass_of_the_page()
    {
        ForwardReference reference = ForwardMicroExample.Reference();
        Matrix<double>[] pass = reference.Pass(reference.Modulated(X, T, F));
        double[][,] expected =
        [
            ForwardMicroExample.ModulatedInputs, ForwardMicroExample.FirstModulatedActivations,
            ForwardMicroExample.SecondModulatedActivations,
        ];
        Assert.True(NetworkBuilder.LargestDifference(expected, Arrays(pass[..3])) < 1e-8);
        Assert.True(
            NetworkBuilder.LargestDifference(ForwardMicroExample.AfterTimeLocalStep, Arrays(reference.TimeLocalStep(X, T, F, 0.1))) < 1e-8);
    }

    // With as many classes as examples W₁FE is formed as W₁(FE), with more examples as (W₁F)E: each example twice takes the second way.
    [Theory]
    [InlineData("AFA"), InlineData("PEPITA"), InlineData("PEPITA-ICML"), InlineData("PEPITA-Hebbian"), InlineData("DRTP")]
    public void Check_1_the_library_gives_the_numbers_of_the_page(string rule)
    {
        LearningRule learner = Rule(rule, ForwardMicroExample.Network());
        double[][,] once = ForwardMicroExample.Updates(rule), twice = [.. once.Select(g => Arrays([2 * Dense(g)])[0])];
        Assert.True(NetworkBuilder.LargestDifference(once, NetworkBuilder.UpdatesOf(learner, Batch(1))) < SinglePrecision);
        Assert.True(NetworkBuilder.LargestDifference(twice, NetworkBuilder.UpdatesOf(learner, Batch(2))) < 2 * SinglePrecision);
    }

    [Fact]
    public void Check_1_two_steps_with_momentum_and_decay()
    {
        MultilayerPerceptron network = ForwardMicroExample.Network();
        StochasticGradientDescent optimiser = new(network, momentum: 0.9f, weightDecay: 0.01f) { LearningRate = 0.1f };
        LearningRule rule = Rule("PEPITA", network);
        for (int step = 0; step < 2; step++) rule.Learn(Batch(1), optimiser);
        (double[,] first, double[,] last) = ForwardMicroExample.AfterTwoSteps;
        double[][,] found = [NetworkBuilder.ToArray(network.Weights[0]), NetworkBuilder.ToArray(network.Weights[2])];
        Assert.True(NetworkBuilder.LargestDifference([first, last], found) < SinglePrecision);
    }

    [Fact]
    public void Check_1_the_time_local_step()
    {
        MultilayerPerceptron network = ForwardMicroExample.Network();
        Rule("PEPITA-TL", network).Learn(Batch(1), new StochasticGradientDescent(network, momentum: 0) { LearningRate = 0.1f });
        Assert.True(NetworkBuilder.LargestDifference(
            ForwardMicroExample.AfterTimeLocalStep, [.. network.Weights.Select(NetworkBuilder.ToArray)]) < SinglePrecision);
    }

    [Fact]
    public void Check_1_the_mirror_step()
    {
        MultilayerPerceptron network = ForwardMicroExample.Network();
        MirroredProjection projection = new([Zeros(4, 3), Zeros(3, 3), Zeros(3, 2)], standardDeviation: 1);
        WeightMirror mirror = new(network, Loss, projection, RandomStream.From("mirror")) { Rate = 1, Decay = 0 };
        mirror.Mirror(0, NetworkBuilder.ToMatrix(ForwardMicroExample.MirrorNoise), Zeros(3, 2), masks: null);

        // Magnitudes are below 0.01, so single precision is a hundred times finer than above.
        Assert.True(NetworkBuilder.LargestDifference(
            [ForwardMicroExample.MirrorCorrelation], [NetworkBuilder.ToArray(projection.Factors[0])]) < 0.01 * SinglePrecision);
        static Matrix<float> Zeros(int rows, int columns) => Matrix<float>.Build.Dense(rows, columns);
    }

    [Fact]
    public void Check_1_the_total_angle()
    {
        NamedAngle angle = Rule("PEPITA", ForwardMicroExample.Network()).FeedbackAngles().Single();
        Assert.Equal("(W3W2W1)ᵀ, F", angle.Name);

        // The page prints six places; in radians single precision is finer.
        Assert.Equal(ForwardMicroExample.TotalAngle, angle.Degrees, 0.5e-6 + SinglePrecision * 180 / Math.PI);
    }

    private static LearningRule Rule(string name, MultilayerPerceptron network)
    {
        DenseProjection projection = new(NetworkBuilder.ToMatrix(ForwardMicroExample.Projection));
        return name switch
        {
            "AFA" => new AdaptiveFeedbackAlignment(network, Loss, projection),
            "PEPITA" => new Pepita(network, Loss, projection),
            "PEPITA-ICML" => new Pepita(network, Loss, projection, new PepitaOptions { Convention = PepitaConvention.InputPlusError }),
            "PEPITA-Hebbian" => new HebbianPepita(network, Loss, projection),
            "PEPITA-TL" => new TimeLocalPepita(network, Loss, projection),
            _ => new DirectRandomTargetProjection(network, Loss, NetworkBuilder.Projections(MicroExample.DirectFeedbackAlignment)),
        };
    }

    private static MiniBatch Batch(int copies) => new(Repeat(MicroExample.Inputs, copies), Repeat(MicroExample.Targets, copies));

    private static Matrix<float> Repeat(double[,] columns, int copies)
    {
        Matrix<float> once = NetworkBuilder.ToMatrix(columns);
        return Enumerable.Range(1, copies - 1).Aggregate(once, (all, _) => all.Append(once));
    }

    private static Matrix<double> Dense(double[,] values) => Matrix<double>.Build.DenseOfArray(values);

    private static double[][,] Arrays(IEnumerable<Matrix<double>> matrices) => [.. matrices.Select(matrix => matrix.ToArray())];
}
