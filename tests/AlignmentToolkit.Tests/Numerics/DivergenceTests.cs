using AlignmentToolkit.Numerics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class DivergenceTests
{
    private const double None = double.NegativeInfinity;

    // Sums of at most 600 products of size 20, each with a few units in the last place of a double; 20 · 600 · 2⁻⁵³ is 1.3e-12.
    private const double Tolerance = 5e-12;

    private static readonly Gen<(double A, double B)[]> s_pairs =
        Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10]).Array[1, 600];

    [Fact]
    public void From_logits_and_from_probabilities_it_is_what_whole_numbers_say() => s_pairs.Sample(
        pairs =>
        {
            (double[] a, double[] b) = Rows(pairs);
            (ExactDistribution p, ExactDistribution q) = (new(a), new(b));
            Assert.Equal(p.KullbackLeibler(q), Divergence.KullbackLeiblerOfLogits<double>(a, b), Tolerance);
            Assert.Equal(p.TotalVariation(q), Divergence.TotalVariationOfLogits<double>(a, b), Tolerance);
            Assert.Equal(p.Entropy, Entropy.OfLogits<double>(a), Tolerance);
            (double[] probabilities, double[] others) = (p.Probabilities, q.Probabilities);
            Assert.Equal(p.KullbackLeibler(q), Divergence.KullbackLeibler<double>(probabilities, others), Tolerance);
            Assert.Equal(p.TotalVariation(q), Divergence.TotalVariation<double>(probabilities, others), Tolerance);
            Assert.Equal(p.Entropy, Entropy.Of<double>(probabilities), Tolerance);
            if (a.Length < 50)
                Assert.Equal(p.JensenShannon(q), Divergence.JensenShannon<double>(probabilities, others), Tolerance);
        },
        iter: 20);

    [Fact]
    public void Splitting_every_token_into_equal_parts_moves_no_distributions_apart() =>
        Gen.Select(s_pairs, Gen.Int[2, 9]).Sample((pairs, parts) =>
        {
            (double[] a, double[] b) = Rows(pairs);
            (double[] p, double[] q) = (Softmaxed(a), Softmaxed(b));
            (double[] splitP, double[] splitQ) = (Split(p), Split(q));
            double tolerance = parts * Tolerance;
            Assert.Equal(Divergence.KullbackLeibler<double>(p, q), Divergence.KullbackLeibler<double>(splitP, splitQ), tolerance);
            Assert.Equal(Divergence.TotalVariation<double>(p, q), Divergence.TotalVariation<double>(splitP, splitQ), tolerance);
            Assert.Equal(Divergence.JensenShannon<double>(p, q), Divergence.JensenShannon<double>(splitP, splitQ), tolerance);
            Assert.Equal(Entropy.Of<double>(p) + Math.Log(parts), Entropy.Of<double>(splitP), tolerance);

            double[] Split(double[] row) => [.. row.SelectMany(share => Enumerable.Repeat(share / parts, parts))];
        });

    [Fact]
    public void Single_precision_is_summed_in_double_precision() => s_pairs.Sample(
        pairs =>
        {
            float[] a = [.. pairs.Select(pair => (float)pair.A)];
            float[] b = [.. pairs.Select(pair => (float)pair.B)];
            (ExactDistribution p, ExactDistribution q) = (new(a.Select(x => (double)x)), new(b.Select(x => (double)x)));
            Assert.Equal(p.KullbackLeibler(q), Divergence.KullbackLeiblerOfLogits<float>(a, b), Tolerance);
            Assert.Equal(p.TotalVariation(q), Divergence.TotalVariationOfLogits<float>(a, b), Tolerance);
            Assert.Equal(p.Entropy, Entropy.OfLogits<float>(a), Tolerance);
        },
        iter: 20);

    [Fact]
    public void Bounds_hold_for_all_pairs() => s_pairs.Sample(pairs =>
    {
        (double[] a, double[] b) = Rows(pairs);
        (double[] p, double[] q) = (Softmaxed(a), Softmaxed(b));
        double divergence = Divergence.KullbackLeiblerOfLogits<double>(a, b);
        double variation = Divergence.TotalVariationOfLogits<double>(a, b);
        double jensenShannon = Divergence.JensenShannon<double>(p, q);
        Assert.InRange(divergence, 0, double.MaxValue);
        Assert.InRange(variation, 0, Math.Min(1, Math.Sqrt(0.5 * divergence) + Tolerance));
        Assert.InRange(jensenShannon, 0, Math.Min(Math.Log(2), 0.5 * divergence + Tolerance));
        Assert.Equal(1 - p.Zip(q, Math.Min).Sum(), variation, Tolerance);
        Assert.Equal(variation, Divergence.TotalVariationOfLogits<double>(b, a), Tolerance);
        Assert.Equal(jensenShannon, Divergence.JensenShannon<double>(q, p), Tolerance);
        Assert.InRange(Entropy.OfLogits<double>(a), 0, Math.Log(a.Length) + Tolerance);
    });

    [Fact]
    public void Only_equal_distributions_have_no_divergence() => s_pairs.Sample(pairs =>
    {
        double[] a = Rows(pairs).A;

        // A whole number that logits can be shifted by without rounding the differences away.
        double[] shifted = Array.ConvertAll(a, z => z + 4);
        Assert.Equal(0, Divergence.KullbackLeiblerOfLogits<double>(a, a));
        Assert.Equal(0, Divergence.TotalVariationOfLogits<double>(a, a));
        Assert.Equal(0, Divergence.KullbackLeibler<double>(Softmaxed(a), Softmaxed(a)));
        Assert.InRange(Divergence.KullbackLeiblerOfLogits<double>(a, shifted), 0, 1e-14);
        if (a.Length < 2) return;

        // Another logit of the likeliest token: KL ≈ ½ p (1 − p) δ² with p ≥ 1 / 600 and 1 − p ≥ e⁻²⁰.
        double[] other = [.. a];
        other[Array.IndexOf(a, a.Max())] -= 1;
        Assert.True(Divergence.KullbackLeiblerOfLogits<double>(a, other) > 1e-12);
    });

    [Fact]
    public void Logits_may_be_shifted_and_temperature_divides_them() => s_pairs.Sample(pairs =>
    {
        (double[] a, double[] b) = Rows(pairs);
        double[] shifted = Array.ConvertAll(a, z => z + 1e4);

        // Shifted logits carry rounding of 2⁻⁴⁰, which weighs as much as the largest difference of logarithms, 20 + 20 + log 600.
        Assert.Equal(
            Divergence.KullbackLeiblerOfLogits<double>(a, b), Divergence.KullbackLeiblerOfLogits<double>(shifted, b), 1e-10);
        Assert.Equal(Entropy.OfLogits<double>(a), Entropy.OfLogits<double>(shifted), 1e-10);
        (double[] warm, double[] alsoWarm) = (Array.ConvertAll(a, z => z / 2.5), Array.ConvertAll(b, z => z / 2.5));
        Assert.Equal(
            Divergence.KullbackLeiblerOfLogits<double>(warm, alsoWarm), Divergence.KullbackLeiblerOfLogits<double>(a, b, 2.5), Tolerance);
        Assert.Equal(
            Divergence.TotalVariationOfLogits<double>(warm, alsoWarm), Divergence.TotalVariationOfLogits<double>(a, b, 2.5), Tolerance);
        Assert.Equal(Entropy.OfLogits<double>(warm), Entropy.OfLogits<double>(a, 2.5), Tolerance);
    });

    // Check A1, vectors 1 and 14: the acceptance of drafted tokens is 1 − TV.
    [Fact]
    public void Published_entropy_and_variation()
    {
        Assert.Equal(1.6511519854, Entropy.OfLogits<double>(PublishedRows.Model), 1e-9);
        Assert.Equal(1.6511519854, Entropy.Of<double>(Softmaxed(PublishedRows.Model)), 1e-9);
        Assert.Equal(0.7541665385, Divergence.TotalVariationOfLogits<double>(PublishedRows.Model, PublishedRows.Post), 1e-9);
        float[] model = Array.ConvertAll(PublishedRows.Model, z => (float)z);
        float[] post = Array.ConvertAll(PublishedRows.Post, z => (float)z);
        Assert.Equal(1.6511519854, Entropy.OfLogits<float>(model), 1e-5);
        Assert.Equal(1 - 0.2458334615, Divergence.TotalVariationOfLogits<float>(model, post), 1e-5);
    }

    [Fact]
    public void Coins_have_closed_forms()
    {
        Assert.Equal(0.75 * Math.Log(1.5) + 0.25 * Math.Log(0.5), Divergence.KullbackLeibler<double>([0.75, 0.25], [0.5, 0.5]), 1e-15);
        Assert.Equal(0.25, Divergence.TotalVariation<double>([0.75, 0.25], [0.5, 0.5]), 1e-15);
        Assert.Equal(Math.Log(2), Divergence.JensenShannon<double>([1, 0], [0, 1]), 1e-15);
        Assert.Equal(1, Divergence.TotalVariation<double>([1, 0], [0, 1]));
        Assert.Equal(Math.Log(2), Entropy.Of<double>([0.5, 0.5, 0]), 1e-15);
        Assert.Equal(0, Entropy.Of<double>([0, 1]));
        Assert.Equal(0, Entropy.OfLogits<double>([7]));
    }

    [Fact]
    public void Tokens_that_a_row_does_not_have_count_nothing_or_everything()
    {
        Assert.Equal(Math.Log(2), Divergence.KullbackLeibler<double>([1, 0, 0], [0.5, 0, 0.5]), 1e-15);
        Assert.Equal(double.PositiveInfinity, Divergence.KullbackLeibler<double>([0.5, 0.5], [1, 0]));
        Assert.Equal(Math.Log(2), Divergence.KullbackLeiblerOfLogits<double>([0, None, None], [0, None, 0]), 1e-15);
        Assert.Equal(double.PositiveInfinity, Divergence.KullbackLeiblerOfLogits<double>([0, 0], [0, None]));

        // The token that q lacks has a probability in p that double precision cannot hold; infinite it is all the same.
        Assert.Equal(double.PositiveInfinity, Divergence.KullbackLeiblerOfLogits<double>([0, -2000], [0, None]));
        Assert.Equal(2000, Divergence.KullbackLeiblerOfLogits<double>([None, 0], [0, -2000]), 1e-12);
        Assert.Equal(0, Divergence.KullbackLeiblerOfLogits<double>([None, 0], [None, -2000]));
        Assert.Equal(0.5, Divergence.TotalVariationOfLogits<double>([0, None], [0, 0]), 1e-15);
        Assert.Equal(Math.Log(2), Entropy.OfLogits<double>([0, None, 0]), 1e-15);
    }

    [Fact]
    public void Temperatures_near_the_limits_give_the_limits()
    {
        Assert.Equal(0, Entropy.OfLogits<double>([0, 1, 2], 1e-300));
        Assert.Equal(Math.Log(3), Entropy.OfLogits<double>([0, 1, 2], 1e300), 1e-15);
        Assert.Equal(1, Divergence.TotalVariationOfLogits<double>([0, 1, 2], [2, 1, 0], 1e-300));
        Assert.Equal(0, Divergence.KullbackLeiblerOfLogits<double>([0, 1, 2], [2, 1, 0], 1e300));
    }

    // Check A16.
    [Fact]
    public void What_is_no_distribution_is_refused()
    {
        double[] fit = [0, 1];
        foreach (double[] row in (double[][])[[double.NaN, 0], [0, double.PositiveInfinity], [None, None]])
        {
            Assert.Throws<InvalidLogitsException>(() => Divergence.KullbackLeiblerOfLogits<double>(row, fit));
            Assert.Throws<InvalidLogitsException>(() => Divergence.KullbackLeiblerOfLogits<double>(fit, row));
            Assert.Throws<InvalidLogitsException>(() => Divergence.TotalVariationOfLogits<double>(fit, row));
            Assert.Throws<InvalidLogitsException>(() => Entropy.OfLogits<double>(row));
        }

        Assert.Throws<InvalidLogitsException>(() => Entropy.OfLogits<float>([]));
        Assert.Throws<InvalidLogitsException>(() => Divergence.KullbackLeiblerOfLogits<float>([], []));
        Assert.Throws<ArgumentException>(() => Divergence.KullbackLeiblerOfLogits<float>([0, 1], [0]));
        Assert.Throws<ArgumentException>("p", () => Divergence.KullbackLeibler<double>([], []));
        Assert.Throws<ArgumentException>(() => Divergence.TotalVariation<double>([1], [0.5, 0.5]));
        ArgumentException error = Assert.Throws<ArgumentException>("q", () => Divergence.JensenShannon<double>([0.5, 0.5], [0.5, 1.5]));
        Assert.Contains("Probability 1 is 1.5", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("probabilities", () => Entropy.Of<double>([double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => Entropy.OfLogits<double>(fit, 0));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] a = new float[2000];
        float[] b = new float[2000];
        RandomStream stream = RandomStream.From("divergence");
        stream.FillNormal(a);
        stream.FillNormal(b);
        float[] p = new float[2000];
        float[] q = new float[2000];
        Assert.Equal(0, Allocations.PerCall(() =>
        {
            Softmax.Apply<float>(a, p, 0.7);
            Softmax.Apply<float>(b, q);
            Divergence.KullbackLeibler<float>(p, q);
            Divergence.TotalVariation<float>(p, q);
            Divergence.JensenShannon<float>(p, q);
            Divergence.KullbackLeiblerOfLogits<float>(a, b);
            Divergence.TotalVariationOfLogits<float>(a, b);
            Entropy.OfLogits<float>(a);
            Entropy.Of<float>(p);
            GeometricMixture.Apply<float>(a, b, 0.3, p);
            Softmax.ApplyLogarithm<float>(a, p);
            Softmax.LogProbability<float>(a, 3);
        }));
    }

    private static (double[] A, double[] B) Rows((double A, double B)[] pairs) =>
        ([.. pairs.Select(pair => pair.A)], [.. pairs.Select(pair => pair.B)]);

    private static double[] Softmaxed(double[] logits)
    {
        double[] p = new double[logits.Length];
        Softmax.Apply<double>(logits, p);
        return p;
    }
}
