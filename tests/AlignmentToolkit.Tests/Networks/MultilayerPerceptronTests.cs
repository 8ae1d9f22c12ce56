using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Networks;

public class MultilayerPerceptronTests
{
    private static readonly RandomStream Stream = RandomStream.From("perceptron");

    [Fact]
    public void Biases_are_added_in_every_layer()
    {
        MultilayerPerceptron network = new([1, 2, 1], Activation.Relu, Initialiser.Zeros, Stream, withBiases: true);
        network.Weights[0].SetColumn(0, [1, -1]);
        network.Weights[1].SetRow(0, [2, 3]);
        network.Biases[0].SetValues([0.5f, 1]);
        network.Biases[1][0] = -4;

        // x = 2: h = (2.5, max(−1, 0)), logit 2·2.5 − 4. x = −3: h = (0, 4), logit 3·4 − 4.
        Assert.Equal([1f, 8f], network.Logits(Matrix<float>.Build.DenseOfRowArrays([2f, -3f])).ToColumnMajorArray());
        Assert.Equal(2 + 2 + 2 + 1, network.ParameterCount);
    }

    [Theory, InlineData(float.NaN), InlineData(float.PositiveInfinity), InlineData(float.NegativeInfinity)]
    public void A_single_weight_that_is_not_finite_is_noticed(float value)
    {
        MultilayerPerceptron network = new([30, 20, 10], Activation.Relu, Initialiser.HeNormal, Stream);
        network.Weights[0][3, 4] = float.MaxValue;
        network.Weights[0][4, 4] = float.MaxValue;
        Assert.True(network.IsFinite());
        network.Weights[1][7, 13] = value;
        Assert.False(network.IsFinite());
    }

    [Fact]
    public void Sizes_that_make_no_network_are_refused()
    {
        Assert.Contains("at least 2 sizes", Assert.Throws<ArgumentException>(() => New(5)).Message, StringComparison.Ordinal);
        Assert.Contains("0 given", Assert.Throws<ArgumentException>(() => New(5, 0, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_of_the_wrong_size_are_refused() =>
        Assert.Contains(
            "inputs is 3×2; 5×2 is needed",
            Assert.Throws<ArgumentException>(() => New(5, 2).Logits(Matrix<float>.Build.Dense(3, 2))).Message, StringComparison.Ordinal);

    [Fact]
    public void Dropout_masks_have_the_stated_rate_and_keep_the_mean()
    {
        DropoutMasks masks = new(New(2, 400, 3), 250, 0.1f, Stream.Child("dropout"));
        masks.Draw();
        float[] entries = masks[0].ToColumnMajorArray();
        Assert.Equal(2, entries.Distinct().Count());

        // A binomial of n = 100 000 with p = 0.1: five standard errors of the share that is dropped.
        Assert.Equal(0.1, entries.Count(entry => entry == 0) / (double)entries.Length, 5 * Math.Sqrt(0.1 * 0.9 / entries.Length));
        Assert.Equal(1 / 0.9f, entries.Max(), 1e-6f);

        masks.Draw();
        Assert.NotEqual(entries, masks[0].ToColumnMajorArray());
    }

    private static MultilayerPerceptron New(params int[] sizes) => new(sizes, Activation.Relu, Initialiser.HeNormal, Stream);
}
