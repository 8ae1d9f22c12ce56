using AlignmentToolkit.Numerics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class GeometricMixtureTests
{
    private const double None = double.NegativeInfinity;

    // Check A1, vector 4: the row for S_t = 2, whose coefficient is σ(5 − 1 − 2).
    [Fact]
    public void Published_mixture_of_logits()
    {
        double weight = Exponentials.Logistic(2);
        Assert.Equal(0.880797077978, weight, 1e-12);
        double[] expected =
            [-0.6423912339, -0.2615941560, 3.6662318183, 1, 0.0476811688, -1.7973550326, -1.8807970780, -3.1192029220];
        double[] mixed = Mix(PublishedRows.Model, PublishedRows.Post, weight);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], mixed[i], 1e-9);
        double[] shares = [0.0118130970, 0.0172878840, 0.8781627005, 0.0610443144];
        Softmax.Apply<double>(mixed, mixed);
        for (int i = 0; i < shares.Length; i++) Assert.Equal(shares[i], mixed[i], 1e-9);
    }

    // Check A1, vector 5.
    [Fact]
    public void Two_tokens_tie_at_the_published_weight()
    {
        double[] mixed = Mix(PublishedRows.Model, PublishedRows.Post, 0.13793103448275862);
        Assert.Equal(1.5862068966, mixed[0], 1e-9);
        Assert.Equal(1.5862068966, mixed[2], 1e-9);
    }

    // Check A4.
    [Fact]
    public void Logits_and_log_probabilities_mix_alike_and_to_a_product_of_powers() =>
        Gen.Select(Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10]).Array[1, 600], Gen.Double[0, 1]).Sample((pairs, weight) =>
        {
            double[] a = [.. pairs.Select(pair => pair.Item1)];
            double[] b = [.. pairs.Select(pair => pair.Item2)];
            (double[] logA, double[] logB) = (new double[a.Length], new double[a.Length]);
            Softmax.ApplyLogarithm<double>(a, logA);
            Softmax.ApplyLogarithm<double>(b, logB);
            double[] ofLogits = Mix(a, b, weight);
            double[] ofLogarithms = Mix(logA, logB, weight);
            Softmax.Apply<double>(ofLogits, ofLogits);
            Softmax.Apply<double>(ofLogarithms, ofLogarithms);
            double[] powers = [.. logA.Zip(logB, (x, y) => Math.Pow(Math.Exp(x), 1 - weight) * Math.Pow(Math.Exp(y), weight))];
            double total = powers.Sum();
            for (int i = 0; i < a.Length; i++)
            {
                Assert.Equal(ofLogits[i], ofLogarithms[i], 1e-12);
                Assert.Equal(powers[i] / total, ofLogits[i], 1e-12);
            }
        });

    [Fact]
    public void The_ends_are_the_rows_bit_for_bit()
    {
        double[] a = [0.1, None, -3, 1e300];
        double[] b = [None, 0.7, 2, -1e300];
        Assert.Equal(a, Mix(a, b, 0));
        Assert.Equal(b, Mix(a, b, 1));
        Assert.Equal([None, None, -0.5, 0], Mix(a, b, 0.5));
        float[] row = [0.1f, float.NegativeInfinity];
        GeometricMixture.Apply<float>([0.3f, 5], row, 1, row);
        Assert.Equal([0.1f, float.NegativeInfinity], row);
        GeometricMixture.Apply<float>(row, [1.1f, 7], 0.5, row);
        Assert.Equal([0.6f, float.NegativeInfinity], row);
    }

    // Check A16.
    [Fact]
    public void Rows_without_a_distribution_and_weights_out_of_range_are_refused()
    {
        Assert.Throws<InvalidLogitsException>(() => Mix([double.NaN, 0], [0, 0], 0));
        Assert.Throws<InvalidLogitsException>(() => Mix([0, 0], [None, None], 0));
        Assert.Throws<InvalidLogitsException>(() => Mix([], [], 0.5));
        Assert.Throws<InvalidLogitsException>(() => Mix([0, None], [None, 0], 0.5));
        Assert.Throws<ArgumentException>(() => Mix([0, 1], [0], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => Mix([0], [0], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>("weight", () => Mix([0], [0], double.NaN));
    }

    private static double[] Mix(double[] a, double[] b, double weight)
    {
        double[] result = new double[a.Length];
        GeometricMixture.Apply<double>(a, b, weight, result);
        return result;
    }
}
