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

    [Fact]
    public void No_logits_and_a_short_destination_are_refused()
    {
        Assert.Equal("logits", Assert.Throws<ArgumentException>(() => Softmax.LogSumExp<float>([])).ParamName);
        Assert.Contains(
            "3 logits; 'probabilities' has length 2",
            Assert.Throws<ArgumentException>(() => Softmax.Apply<float>([1, 2, 3], new float[2])).Message, StringComparison.Ordinal);
    }
}
