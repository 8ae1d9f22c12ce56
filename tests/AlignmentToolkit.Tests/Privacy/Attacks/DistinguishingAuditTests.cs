using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Attacks;
using AlignmentToolkit.Privacy.Photonic;
using AlignmentToolkit.Privacy.Training;
using AlignmentToolkit.Tests.Privacy.Training;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Attacks;

/// <summary>Check 16: attacks on the photonic mechanism always win, those on clipped and noised sums no more than allowed.</summary>
public class DistinguishingAuditTests
{
    private const int Examples = 12;

    [Theory, InlineData(0.1), InlineData(10), InlineData(1e4)]
    public void Whether_an_input_was_in_the_mini_batch_is_read_off_the_photonic_update_at_any_noise(double noise)
    {
        RandomStream stream = RandomStream.From("photonic game");
        Vector<double> target = Vector<double>.Build.Dense(20, _ => stream.NextDouble());
        DistinguishingAudit audit = DistinguishingAudit.Run(
            200,
            (game, with) =>
            {
                RandomStream random = stream.Child(game).Child(with ? 1 : 0);
                Matrix<double> inputs = Matrix<double>.Build.Dense(20, 8, (_, _) => random.NextDouble());
                if (with) inputs.SetColumn(3, target);
                Matrix<double> feedback = Matrix<double>.Build.Dense(30, 8, (_, _) => random.NextNormal() / 30);
                PhotonicUpdate update = new(feedback, Matrix<double>.Build.Dense(30, 8, 1), inputs, noise);
                Matrix<double> released = update.Draw(NoiseSource.Seeded(random.Child("noise")));
                return -RowSpace.OfRows(released).ShareOutside(target);
            },
            cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(audit.Curve, point => point is { TruePositiveRate: 1, FalsePositiveRate: 0 });

        // 100 of 100 on each side: rates of 0.9 and 0.1 are certain, and with them that a guarantee of μ = 2 could not stand.
        Assert.True(audit.Refutes(0.5));
    }

    // Full batches: each step is a Gaussian mechanism of μ = 1/z. The score is the likelihood ratio, so the attack is the best there is.
    [Theory, InlineData(1), InlineData(3)]
    public void The_best_attack_on_a_clipped_and_noised_sum_comes_close_to_its_bound_and_stays_below(int steps)
    {
        double noise = Math.Sqrt(steps);
        DistinguishingAudit audit = Audit(noise, noise, steps, Correlate);
        Assert.False(audit.Refutes(1));
        Assert.True(audit.Refutes(1.6), $"Only μ < {audit.LowerBoundOfMu()} is refuted; the truth is 1.");
        Assert.InRange(audit.LowerBoundOfMu(), 1 / 1.6, 1);
    }

    [Fact]
    public void An_audit_finds_noise_that_is_too_small() =>
        Assert.True(Audit(statedNoise: 1, actualNoise: 0.5, steps: 1, Correlate).Refutes(1));

    [Fact]
    public void The_attack_that_wins_against_the_photonic_update_is_no_better_than_guessing_here()
    {
        DistinguishingAudit audit = Audit(1, 1, 1, (gradient, target, rule) =>
        {
            Vector<double> input = target.Inputs.Column(0).Map(value => (double)value);
            return -RowSpace.OfRows(gradient.Weights(0)).ShareOutside(input);
        });
        Assert.False(audit.Refutes(1));
        Assert.InRange(audit.LowerBoundOfMu(), 0, 0.2);
    }

    [Fact]
    public void Rates_of_an_attack_with_known_rates_are_bracketed()
    {
        // Scores N(0, 1) against N(2, 1): the curve of μ = 2 itself.
        RandomStream stream = RandomStream.From("known");
        DistinguishingAudit audit = DistinguishingAudit.Run(
            4000, (_, with) => stream.NextNormal() + (with ? 2 : 0), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(21, audit.Curve.Count);
        Assert.All(audit.Curve, point =>
        {
            Assert.True(NormalDistribution.Cdf(-point.Threshold) <= point.FalsePositiveUpper);
            Assert.True(NormalDistribution.Cdf(2 - point.Threshold) >= point.TruePositiveLower);
            Assert.True(point.FalsePositiveRate < point.FalsePositiveUpper && point.TruePositiveLower < point.TruePositiveRate);
        });
        Assert.False(audit.Refutes(0.5));
        Assert.InRange(audit.LowerBoundOfMu(), 1.7, 2);
    }

    [Fact]
    public void Games_and_confidence_out_of_range_are_refused_by_name()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Throws<ArgumentOutOfRangeException>("games", () => DistinguishingAudit.Run(49, Guess, cancellation: token));
        Assert.Throws<ArgumentOutOfRangeException>("confidence", () => DistinguishingAudit.Run(50, Guess, 1, token));

        static double Guess(int game, bool with) => 0;
    }

    [Fact]
    public void An_audit_can_be_cancelled()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => DistinguishingAudit.Run(50, (_, _) => 0, cancellation: source.Token));
    }

    // ⟨Σ over steps of what was released, the target's clipped gradient⟩, minus nothing: a constant shift changes no attack.
    private static double Correlate(ClippedGradient gradient, MiniBatch target, LearningRule rule)
    {
        double[] released = ExampleGradients.Of(gradient, rule), direction = ExampleGradients.Of(rule, target, 0);
        double length = ExampleGradients.Length(direction);
        return released.Zip(direction, (r, d) => r * d / length).Sum();
    }

    private static DistinguishingAudit Audit(
        double statedNoise, double actualNoise, int steps, Func<ClippedGradient, MiniBatch, LearningRule, double> attack)
    {
        const double Norm = 0.2;
        MultilayerPerceptron network = new([9, 3, 4], Activation.Tanh, Initialiser.HeUniform, RandomStream.From("audit"), withBiases: true);
        Backpropagation rule = new(network, OutputLoss.SoftmaxCrossEntropy);
        MiniBatch others = ExampleGradients.Batch(9, 4, Examples, "others"), target = ExampleGradients.Batch(9, 4, 1, "target");

        // The target is shortened to C itself: neighbours differ by all that one example may contribute.
        Assert.True(ExampleGradients.Length(ExampleGradients.Of(rule, target, 0)) > Norm);
        ClippedGradient gradient = new(rule, Norm, Examples);
        NoiseSource noise = NoiseSource.Seeded(RandomStream.From($"audit/{statedNoise}/{actualNoise}/{steps}"));
        return DistinguishingAudit.Run(
            2000,
            (_, with) =>
            {
                double score = 0;
                for (int step = 0; step < steps; step++)
                {
                    gradient.Begin(noise, actualNoise * Norm);
                    gradient.Add(others, Examples);
                    if (with) gradient.Add(target, 1);
                    score += attack(gradient, target, rule);
                }

                return score;
            },
            cancellation: TestContext.Current.CancellationToken);
    }
}
