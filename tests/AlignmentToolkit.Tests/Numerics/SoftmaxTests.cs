using AlignmentToolkit.Numerics;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class SoftmaxTests
{
    [Fact]
    public void Two_logits_give_the_logistic_function() => Gen.Select(Gen.Double[-30, 30], Gen.Double[-1e6, 1e6]).Sample((gap, shift) =>
    {
        double[] p = new double[2];
        Softmax.Apply<double>([shift + gap, shift], p);
        double exactGap = shift + gap - shift;
        Assert.Equal(1 / (1 + Math.Exp(-exactGap)), p[0], 1e-14);
        Assert.Equal(1 / (1 + Math.Exp(exactGap)), p[1], 1e-14);
    });

    [Fact]
    public void Logarithms_of_weights_give_their_shares() => Gen.Double[1e-6, 1e6].Array[1, 300].Sample(weights =>
    {
        // Relative to u: half a unit in the last place of logits up to 14 is 8, of their differences up to 28 it is 16, exponential and
        // logarithm take a few, the sum one a term; and the reference errs as much again.
        double tolerance = 2 * (64 + weights.Length) * Math.Pow(2, -53);
        double[] logits = [.. weights.Select(x => Math.Log(x))];
        double[] p = new double[weights.Length];
        double[] logarithms = new double[weights.Length];
        Softmax.Apply<double>(logits, p);
        Softmax.ApplyLogarithm<double>(logits, logarithms);
        double total = weights.Sum();
        Assert.Equal(Math.Log(total), Softmax.LogSumExp<double>(logits), tolerance);
        for (int i = 0; i < p.Length; i++)
        {
            Assert.InRange(p[i] / (weights[i] / total), 1 - tolerance, 1 + tolerance);
            Assert.Equal(Math.Log(weights[i] / total), logarithms[i], tolerance);
        }
    });

    [Fact]
    public void Logits_beyond_the_range_of_the_exponential_do_not_overflow()
    {
        float[] p = new float[3];
        Softmax.Apply<float>([1e30f, 1e30f, -1e30f], p);
        Assert.Equal([0.5f, 0.5f, 0f], p);
        Assert.Equal(1e30f, Softmax.LogSumExp<float>([1e30f, -1e30f]));
    }

    [Fact]
    public void A_logit_of_minus_infinity_has_no_probability()
    {
        float[] p = new float[3];
        Softmax.Apply<float>([0, float.NegativeInfinity, 0], p);
        Assert.Equal([0.5f, 0, 0.5f], p);
    }

    [Fact]
    public void Columns_are_distributions_of_their_own()
    {
        Matrix<float> logits = Matrix<float>.Build.Dense(2, 3, [0, 0, 100, 0, 0, MathF.Log(3)]);
        float[] values = new float[3];
        logits.LogSumExpOfColumnsInto(values);
        logits.SoftmaxColumns();
        Assert.Equal([0.5f, 0.5f, 1, 0], logits.ToColumnMajorArray()[..4], (x, y) => Math.Abs(x - y) < 1e-7);
        Assert.Equal([0.25f, 0.75f], logits.ToColumnMajorArray()[4..], (x, y) => Math.Abs(x - y) < 3e-7);
        Assert.Equal([MathF.Log(2), 100, MathF.Log(4)], values, (x, y) => Math.Abs(x - y) < 3e-7);
    }

    // Check A1, vectors 1 and 2.
    [Fact]
    public void Published_probabilities_and_their_logarithms()
    {
        double[] logarithms =
            [-1.0217889271, -1.5217889271, -1.8217889271, -2.0217889271, -2.6217889271, -3.3217889271, -4.0217889271, -7.0217889271];
        double[] ofModel =
            [0.3599504388, 0.2183209771, 0.1617361578, 0.1324183663, 0.0726727402, 0.0360882148, 0.0179208771, 0.0008922279];
        double[] ofPost =
            [0.0061713038, 0.0101747599, 0.9159026963, 0.0456001102, 0.0167753430, 0.0022702958, 0.0022702958, 0.0008351952];
        AssertRow<double>(PublishedRows.Model, ofModel, logarithms, 1e-9);
        AssertRow<float>(Array.ConvertAll(PublishedRows.Model, z => (float)z), ofModel, logarithms, 1e-5);
        AssertRow<double>(PublishedRows.Post, ofPost, null, 1e-9);
        AssertRow<float>(Array.ConvertAll(PublishedRows.Post, z => (float)z), ofPost, null, 1e-5);
        double[] shifted = Array.ConvertAll(PublishedRows.Model, z => z + 1e4);
        double[] found = new double[8];
        double[] foundShifted = new double[8];
        Softmax.ApplyLogarithm<double>(PublishedRows.Model, found);
        Softmax.ApplyLogarithm<double>(shifted, foundShifted);
        for (int i = 0; i < 8; i++) Assert.Equal(found[i], foundShifted[i], 1e-11);
    }

    [Fact]
    public void One_row_is_what_whole_numbers_say() =>
        Gen.Select(Gen.Double[-10, 10].Array[1, 600], Gen.Double[0.25, 4]).Sample(
            (logits, temperature) =>
            {
                // Half a unit in the last place of exponents up to 80, and as much again for exponential, sum and logarithm.
                const double Relative = 5e-14;
                double[] divided = Array.ConvertAll(logits, z => z / temperature);
                ExactDistribution exact = new(divided);
                (double[] p, double[] logarithms) = (new double[logits.Length], new double[logits.Length]);
                Softmax.Apply<double>(logits, p, temperature);
                Softmax.ApplyLogarithm<double>(logits, logarithms, temperature);
                Assert.Equal(exact.LogSumExp, Softmax.LogSumExp<double>(logits, temperature), Relative);
                (double[] expected, double[] expectedLogarithms) = (exact.Probabilities, exact.LogProbabilities);
                for (int i = 0; i < p.Length; i++)
                {
                    Assert.InRange(p[i] / expected[i], 1 - Relative, 1 + Relative);
                    Assert.Equal(expectedLogarithms[i], logarithms[i], Relative);
                    Assert.Equal(expectedLogarithms[i], Softmax.LogProbability<double>(logits, i, temperature), Relative);
                }
            },
            iter: 30);

    [Fact]
    public void Single_precision_rows_are_right_to_the_last_places() => Gen.Float[-20, 20].Array[1, 2000].Sample(
        logits =>
        {
            ExactDistribution exact = new(logits.Select(z => (double)z));
            float[] row = [.. logits];
            Softmax.Apply<float>(row, row);
            double[] expected = exact.Probabilities;

            // The weight, the factor and the product are each rounded to 24 bits.
            for (int i = 0; i < row.Length; i++) Assert.InRange(row[i] / expected[i], 1 - 2e-7, 1 + 2e-7);
            Softmax.ApplyLogarithm<float>(logits, row);
            double[] logarithms = exact.LogProbabilities;
            for (int i = 0; i < row.Length; i++) Assert.Equal((float)logarithms[i], row[i], 4e-6f);
        },
        iter: 10);

    [Fact]
    public void A_removed_token_stays_removed_and_a_lone_one_is_certain()
    {
        float[] row = [0, float.NegativeInfinity, 3];
        Softmax.ApplyLogarithm<float>(row, row);
        Assert.Equal(float.NegativeInfinity, row[1]);
        Assert.Equal(double.NegativeInfinity, Softmax.LogProbability<float>(row, 1));
        Softmax.Apply<float>([float.NegativeInfinity, -3e38f], row.AsSpan(0, 2), 1e-30);
        Assert.Equal([0f, 1f], row[..2]);
    }

    // Check A16.
    [Theory]
    [InlineData(new float[0], "empty")]
    [InlineData(new[] { 1, float.NaN, 2 }, "Logit 1 of a row of 3 is NaN")]
    [InlineData(new[] { 1, 2, float.PositiveInfinity }, "Logit 2 of a row of 3 is +∞")]
    [InlineData(new[] { float.NegativeInfinity, float.NegativeInfinity }, "All 2 logits")]
    public void Rows_without_a_distribution_are_refused(float[] row, string reason)
    {
        double[] wide = Array.ConvertAll(row, z => (double)z);
        AssertRefused(() => Softmax.Apply<float>(row, new float[row.Length]));
        AssertRefused(() => Softmax.ApplyLogarithm<double>(wide, new double[row.Length]));
        AssertRefused(() => Softmax.LogSumExp<double>(wide));
        AssertRefused(() => Softmax.LogProbability<float>(row, 0));

        void AssertRefused(Action action) =>
            Assert.Contains(reason, Assert.Throws<InvalidLogitsException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_a_diverged_network_are_not_a_number()
    {
        Matrix<float> logits = Matrix<float>.Build.Dense(2, 2, [float.NaN, 0, 0, 0]);
        logits.SoftmaxColumns();
        Assert.Equal([float.NaN, float.NaN, 0.5f, 0.5f], logits.ToColumnMajorArray());
    }

    [Fact]
    public void A_short_destination_a_foreign_token_and_temperatures_out_of_range_are_refused()
    {
        Assert.Contains(
            "3 logits; 'probabilities' has length 2",
            Assert.Throws<ArgumentException>(() => Softmax.Apply<float>([1, 2, 3], new float[2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("token", () => Softmax.LogProbability<float>([1, 2], 2));
        foreach (double temperature in (double[])[0, -1, double.NaN, double.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>("temperature", () => Softmax.LogSumExp<float>([1, 2], temperature));
    }

    private static void AssertRow<T>(T[] logits, double[] probabilities, double[]? logarithms, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] row = new T[logits.Length];
        Softmax.Apply<T>(logits, row);
        for (int i = 0; i < row.Length; i++) Assert.Equal(probabilities[i], double.CreateChecked(row[i]), tolerance);
        if (logarithms is null) return;
        Softmax.ApplyLogarithm<T>(logits, row);
        for (int i = 0; i < row.Length; i++) Assert.Equal(logarithms[i], double.CreateChecked(row[i]), tolerance);
    }
}
