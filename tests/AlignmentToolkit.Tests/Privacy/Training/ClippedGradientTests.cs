using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Projections;
using AlignmentToolkit.Privacy.Training;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Training;

/// <summary>The sum of clipped contributions against clipping written out, example by example.</summary>
public class ClippedGradientTests
{
    // Each entry is a sum of 24 products of numbers of order 1, rounded in single precision: 24 · 2⁻²⁴ ≈ 1.4e-6, and as much again for
    // different orders of summation inside the passes.
    private const double Tolerance = 5e-6;

    [Theory]
    [InlineData("bp", false), InlineData("bp", true), InlineData("fa", true), InlineData("dfa", false), InlineData("dfa", true)]
    [InlineData("drtp", true)]
    public void Factors_give_what_clipping_every_example_by_itself_gives(string name, bool withBiases)
    {
        LearningRule rule = NewRule(name, withBiases);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 24, "clipped");

        // The median length: half of the examples are shortened.
        double[] lengths = [.. Enumerable.Range(0, 24).Select(i => ExampleGradients.Length(ExampleGradients.Of(rule, batch, i))).Order()];
        double norm = (lengths[11] + lengths[12]) / 2;
        ClippedGradient gradient = new(rule, norm, 24);
        gradient.Begin(Silence(), 0);
        gradient.Add(batch, 24);
        Assert.Equal(12, gradient.Clipped);
        AssertClose(ExampleGradients.ClippedSum(rule, batch, norm), ExampleGradients.Of(gradient, rule), Tolerance * lengths[^1]);
    }

    [Theory, InlineData(0.01), InlineData(0.5), InlineData(3)]
    public void No_contribution_is_longer_than_the_clipping_norm_and_few_are_shorter_than_they_must_be(double norm)
    {
        LearningRule rule = NewRule("dfa", withBiases: true);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 50, "lengths");
        for (int i = 0; i < batch.Count; i++)
        {
            double before = ExampleGradients.Length(ExampleGradients.Of(rule, batch, i));
            ClippedGradient gradient = new(rule, norm, 1);
            gradient.Begin(Silence(), 0);
            gradient.Add(new MiniBatch(batch.Inputs.SubMatrix(0, 9, i, 1), batch.Targets.SubMatrix(0, 4, i, 1)), 1);
            double after = ExampleGradients.Length(ExampleGradients.Of(gradient, rule));
            Assert.True(after <= norm, $"{after} is longer than {norm}.");
            Assert.Equal(Math.Min(before, norm), after, 1e-5 * norm);
        }
    }

    [Fact]
    public void Padding_does_not_count()
    {
        LearningRule rule = NewRule("bp", withBiases: true);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 32, "padding");
        MiniBatch first = new(batch.Inputs.SubMatrix(0, 9, 0, 20), batch.Targets.SubMatrix(0, 4, 0, 20));
        ClippedGradient padded = Sum(rule, batch, 20), exact = Sum(rule, first, 20);
        Assert.Equal(20, padded.Count);
        AssertClose(ExampleGradients.Of(exact, rule), ExampleGradients.Of(padded, rule), Tolerance);
    }

    [Fact]
    public void Parts_add_up_to_the_whole_and_begin_starts_anew()
    {
        LearningRule rule = NewRule("dfa", withBiases: true);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 30, "parts");
        ClippedGradient whole = Sum(rule, batch, 30), parts = new(rule, 1, 30);
        for (int repetition = 0; repetition < 2; repetition++)
        {
            parts.Begin(Silence(), 0);
            parts.Add(new MiniBatch(batch.Inputs.SubMatrix(0, 9, 0, 13), batch.Targets.SubMatrix(0, 4, 0, 13)), 13);
            parts.Add(new MiniBatch(batch.Inputs.SubMatrix(0, 9, 13, 17), batch.Targets.SubMatrix(0, 4, 13, 17)), 17);
        }

        Assert.Equal(30, parts.Count);
        AssertClose(ExampleGradients.Of(whole, rule), ExampleGradients.Of(parts, rule), Tolerance);
    }

    [Fact]
    public void A_contribution_that_is_not_finite_is_left_out()
    {
        LearningRule rule = NewRule("bp", withBiases: true);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 3, "overflow");
        MiniBatch others = new(batch.Inputs.SubMatrix(0, 9, 1, 2), batch.Targets.SubMatrix(0, 4, 1, 2));
        double[] expected = ExampleGradients.Of(Sum(rule, others, 2), rule);
        batch.Inputs[0, 0] = float.NaN;
        AssertClose(expected, ExampleGradients.Of(Sum(rule, batch, 3), rule), Tolerance);
        batch.Inputs[0, 0] = float.MaxValue;
        AssertClose(expected, ExampleGradients.Of(Sum(rule, batch, 3), rule), Tolerance);
    }

    [Fact]
    public void Noise_of_the_given_size_is_on_every_weight_and_bias_and_fresh_each_time()
    {
        LearningRule rule = NewRule("bp", withBiases: true);
        ClippedGradient gradient = new(rule, 1, 1);
        NoiseSource noise = NoiseSource.Seeded(RandomStream.From("noise"));
        const int Times = 4000;
        const double Deviation = 0.7;
        int parameters = ExampleGradients.Of(gradient, rule).Length;
        (double[] mean, double[] square) = (new double[parameters], new double[parameters]);
        double product = 0;
        double[] before = new double[parameters];
        for (int time = 0; time < Times; time++)
        {
            gradient.Begin(noise, Deviation);
            double[] drawn = ExampleGradients.Of(gradient, rule);
            for (int i = 0; i < parameters; i++)
            {
                mean[i] += drawn[i] / Times;
                square[i] += drawn[i] * drawn[i] / Times;
                product += drawn[i] * before[i] / (Times * parameters);
            }

            before = drawn;
        }

        // Standard errors are σ/√n of a mean, σ²√(2/n) of a variance and σ²/√(n·parameters) of the product with the time before. Each of
        // 2 · 83 numbers has 5 of them: all of them fail together once in 10⁴.
        Assert.All(mean, m => Assert.InRange(m, -5 * Deviation / Math.Sqrt(Times), 5 * Deviation / Math.Sqrt(Times)));
        double variance = Deviation * Deviation;
        Assert.All(square, s => Assert.Equal(variance, s, 5 * variance * Math.Sqrt(2.0 / Times)));
        Assert.Equal(0, product, 5 * variance / Math.Sqrt((double)Times * parameters));
    }

    [Fact]
    public void Layers_that_the_rule_does_not_train_get_no_noise()
    {
        ClippedGradient gradient = new(NewRule("shallow", withBiases: false), 1, 1);
        gradient.Begin(NoiseSource.Seeded(RandomStream.From("shallow")), 1);
        Assert.Equal([2], gradient.TrainedLayers);
        Assert.All(gradient.Weights(0).Enumerate().Concat(gradient.Weights(1).Enumerate()), g => Assert.Equal(0, g));
        Assert.All(gradient.Weights(2).Enumerate(), g => Assert.NotEqual(0, g));
    }

    [Theory]
    [InlineData("pepita"), InlineData("pepita-icml"), InlineData("pepita-hebbian"), InlineData("pepita-tl"), InlineData("pepita-mirror")]
    [InlineData("afa")]
    public void Rules_whose_update_is_not_a_sum_of_outer_products_of_single_examples_are_refused_by_name(string name)
    {
        LearningRule rule = NewRule(name, withBiases: false);
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => new ClippedGradient(rule, 1, 1));
        Assert.Contains(rule.Name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalisation_over_the_mini_batch_is_refused_and_over_the_example_is_not()
    {
        Assert.Throws<ArgumentException>(() => new ClippedGradient(Normalised(ActivationNormalisation.WholeBatch), 1, 1));
        LearningRule rule = Normalised(ActivationNormalisation.PerExampleLength);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 10, "normalised");
        AssertClose(ExampleGradients.ClippedSum(rule, batch, 1), ExampleGradients.Of(Sum(rule, batch, 10), rule), Tolerance);

        static Backpropagation Normalised(ActivationNormalisation normalisation) => new(
            new MultilayerPerceptron([9, 7, 4], Activation.Tanh, Initialiser.HeUniform, RandomStream.From("n"))
            {
                Normalisation = normalisation,
            },
            OutputLoss.SoftmaxCrossEntropy);
    }

    // Noise that follows the signal of a mini-batch carries one example into the contributions of all.
    [Fact]
    public void Optical_noise_of_fixed_size_is_allowed_and_noise_that_follows_the_mini_batch_is_refused()
    {
        NoiseSource noise = NoiseSource.Seeded(RandomStream.From("optics"));
        DenseProjection feedback = new(RandomStream.From("B").NormalMatrix(5, 4));
        Assert.NotNull(new ClippedGradient(Through(NoisyProjection.WithDeviation(feedback, noise, 0.1f)), 1, 1));
        TernaryErrors following = new(NoisyProjection.WithSignalToNoise(feedback, noise, 1));
        Assert.Throws<ArgumentException>(() => new ClippedGradient(Through(following), 1, 1));

        static DirectFeedbackAlignment Through(IErrorProjection projection) => DirectFeedbackAlignment.Shared(
            new MultilayerPerceptron([9, 3, 5, 4], Activation.Tanh, Initialiser.HeUniform, RandomStream.From("n")),
            OutputLoss.SoftmaxCrossEntropy,
            projection);
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(double.NaN)]
    public void A_clipping_norm_must_be_positive(double norm) =>
        Assert.Throws<ArgumentOutOfRangeException>("clippingNorm", () => new ClippedGradient(NewRule("bp", false), norm, 1));

    [Fact]
    public void More_examples_than_announced_are_refused()
    {
        LearningRule rule = NewRule("bp", withBiases: false);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 3, "many");
        Assert.Throws<ArgumentOutOfRangeException>("batch", () => new ClippedGradient(rule, 1, 2).Add(batch, 2));
        Assert.Throws<ArgumentOutOfRangeException>("used", () => new ClippedGradient(rule, 1, 3).Add(batch, 4));
        Assert.Throws<ArgumentOutOfRangeException>("used", () => new ClippedGradient(rule, 1, 3).Add(batch, -1));
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        LearningRule rule = NewRule("dfa", withBiases: true);
        MiniBatch batch = ExampleGradients.Batch(9, 4, 16, "allocations");
        ClippedGradient gradient = new(rule, 1, 16);
        NoiseSource noise = NoiseSource.Seeded(RandomStream.From("noise"));
        Assert.Equal(0, Allocations.PerCall(() =>
        {
            gradient.Begin(noise, 1);
            gradient.Add(batch, 16);
        }));
    }

    private static LearningRule NewRule(string name, bool withBiases)
    {
        RandomStream stream = RandomStream.From("clipped gradient");
        MultilayerPerceptron network = new([9, 3, 5, 4], Activation.Tanh, Initialiser.HeUniform, stream.Child("init"), withBiases);
        return LearningRules.Create(name, network, OutputLoss.SoftmaxCrossEntropy, stream.Child("feedback"));
    }

    private static ClippedGradient Sum(LearningRule rule, MiniBatch batch, int used)
    {
        ClippedGradient gradient = new(rule, 1, batch.Count);
        gradient.Begin(Silence(), 0);
        gradient.Add(batch, used);
        return gradient;
    }

    private static NoiseSource Silence() => NoiseSource.Seeded(RandomStream.From("silence"));

    private static void AssertClose(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
