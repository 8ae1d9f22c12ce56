using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.LossDistributions;
using AlignmentToolkit.Privacy.Renyi;
using AlignmentToolkit.Privacy.Training;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Training;

/// <summary>What runs of ten epochs on 60 000 examples cost, by how their mini-batches are chosen.</summary>
public class PrivateBatchesAccountingTests
{
    // Found with a grid of orders; between its points a bound can only be smaller, by up to a part in 10³.
    [Theory, InlineData(0.7, 5.0081), InlineData(1, 1.9234), InlineData(2, 0.62781)]
    public void Poisson_sampling_costs_what_was_found_elsewhere(double noise, double epsilon) =>
        Assert.InRange(Epsilon(new PoissonBatches(512), noise), epsilon * (1 - 1e-3), epsilon * (1 + 1e-4));

    // Values of five digits: the bracket contains them up to half of the last, and its estimate is as near as the bracket is wide.
    [Theory, InlineData(0.7, 4.2423, 5e-5), InlineData(1, 1.6622, 5e-5), InlineData(2, 0.56905, 5e-6)]
    public void Privacy_loss_distributions_bracket_what_was_found_elsewhere(double noise, double epsilon, double half)
    {
        PrivacyRange found = new PrivacyLossAccountant()
            .Account(new PoissonBatches(512).EventAfter(noise, 10, 60_000), TestContext.Current.CancellationToken).Epsilon(1e-5);
        Assert.InRange(epsilon, found.Lower - half, found.Upper + half);
        Assert.Equal(epsilon, found.Estimate, (1e-3 * epsilon) + half);
    }

    // Ten epochs of noise of z/2 sensitivities each are one Gaussian mechanism of noise multiplier z/(2√10).
    [Theory, InlineData(1), InlineData(8)]
    public void Shuffled_passes_cost_one_Gaussian_mechanism_an_epoch(double noise)
    {
        double exact = GaussianMechanism.Epsilon(noise / (2 * Math.Sqrt(10)), 1e-5);
        Assert.InRange(Epsilon(new ShuffledBatches(512), noise), exact, exact * 1.1);
    }

    [Fact]
    public void Sampling_without_replacement_costs_more_than_Poisson_sampling_and_less_than_no_sampling()
    {
        double poisson = Epsilon(new PoissonBatches(512), 4), without = Epsilon(new FixedBatches(512), 4);
        Assert.InRange(without, poisson, Epsilon(new ShuffledBatches(512), 4));
    }

    private static double Epsilon(PrivateBatches batches, double noise) =>
        new RenyiAccountant().Account(batches.EventAfter(noise, 10, 60_000), TestContext.Current.CancellationToken).Epsilon(1e-5).Upper;
}
