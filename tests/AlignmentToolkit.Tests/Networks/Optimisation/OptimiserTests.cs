using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Networks.Optimisation;

/// <summary>
/// Optimisers on a layer of 5 × 7 weights and 5 biases, all equal to w₀, that receives the same gradient again and again: closed forms
/// exist.
/// </summary>
public class OptimiserTests
{
    private const float Start = 0.5f;

    // 40 steps of 4 operations on numbers below 4: 160 roundings of 2⁻²⁴ · 4.
    private const double Tolerance = 160 * 4.0 / (1 << 24);

    [Fact]
    public void Momentum_under_a_constant_gradient_is_a_geometric_sum()
    {
        MultilayerPerceptron network = NewNetwork();
        StochasticGradientDescent optimiser = new(network, momentum: 0.8f) { LearningRate = 0.05f };

        // U_t = g(1 − μᵗ)/(1 − μ), so w_T = w₀ − ηg/(1 − μ)·(T − μ(1 − μᵀ)/(1 − μ)).
        const double g = 0.3, mu = 0.8, eta = 0.05;
        for (int t = 1; t <= 40; t++)
        {
            Receive(optimiser, (float)g);
            AssertAll(network, Start - eta * g / (1 - mu) * (t - mu * (1 - Math.Pow(mu, t)) / (1 - mu)));
        }
    }

    [Fact]
    public void Weight_decay_is_coupled_to_momentum_and_spares_biases()
    {
        MultilayerPerceptron network = NewNetwork();
        StochasticGradientDescent optimiser = new(network, momentum: 0.9f, weightDecay: 0.25f) { LearningRate = 0.1f };
        (double w, double u) = (Start, 0);
        for (int t = 1; t <= 40; t++)
        {
            Receive(optimiser, 0);

            // With no gradient: U ← μU + λW, W ← W − ηU. Decoupled decay would shrink W by a constant factor instead.
            u = 0.9 * u + 0.25 * w;
            w -= 0.1 * u;
            Assert.All(network.Weights[0].Enumerate(), found => Assert.Equal(w, found, Tolerance));
            Assert.All(network.Biases[0], found => Assert.Equal(Start, found));
        }
    }

    [Theory]
    [InlineData(MomentumConvention.RateOutside, 0.01)]
    [InlineData(MomentumConvention.RateInside, 0.1)]
    public void Conventions_differ_in_the_rate_that_old_velocity_is_paid_with(MomentumConvention convention, double rateOfOldVelocity)
    {
        MultilayerPerceptron network = NewNetwork();
        StochasticGradientDescent optimiser = new(network, momentum: 0.5f, convention: convention) { LearningRate = 0.1f };
        Receive(optimiser, 1);
        AssertAll(network, Start - 0.1);

        optimiser.LearningRate = 0.01f;
        Receive(optimiser, 1);
        AssertAll(network, Start - 0.1 - (0.5 * rateOfOldVelocity + 0.01));
    }

    [Fact]
    public void Conventions_agree_while_the_rate_is_constant()
    {
        MultilayerPerceptron outside = NewNetwork(), inside = NewNetwork();
        StochasticGradientDescent a = new(outside, 0.9f, 0.01f) { LearningRate = 0.02f };
        StochasticGradientDescent b = new(inside, 0.9f, 0.01f, MomentumConvention.RateInside) { LearningRate = 0.02f };
        for (int t = 0; t < 40; t++)
        {
            Receive(a, 0.1f * t);
            Receive(b, 0.1f * t);
        }

        Assert.All(
            outside.Weights[0].Enumerate().Zip(inside.Weights[0].Enumerate()), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
        Assert.NotEqual(Start, outside.Weights[0][0, 0]);
    }

    [Fact]
    public void Adam_under_a_constant_gradient_takes_equal_steps_whatever_its_size()
    {
        // m̂ = g and v̂ = g² at every t, so each step is η·g/(|g| + ε).
        foreach (float g in new[] { 3f, -0.01f })
        {
            MultilayerPerceptron network = NewNetwork();
            Adam optimiser = new(network) { LearningRate = 0.01f };
            for (int t = 1; t <= 40; t++)
            {
                Receive(optimiser, g);

                // 1 − β₂ᵗ loses up to 10 bits of β₂ = 0.999f, and the step is a ratio with its square root.
                AssertAll(network, Start - t * 0.01 * Math.Sign(g), Tolerance + t * 0.01 * 1024 / (1 << 24));
            }
        }
    }

    [Fact]
    public void Adam_weighs_a_second_gradient_as_in_the_algorithm()
    {
        MultilayerPerceptron network = NewNetwork();
        Adam optimiser = new(network, meanDecay: 0.5f, squareDecay: 0.75f) { LearningRate = 0.1f };
        Receive(optimiser, 1);
        Receive(optimiser, -2);

        // m = ½·½ − ½·2 = −¾, m̂ = −¾/(1 − ¼) = −1; v = ¾·¼ + ¼·4 = 19/16, v̂ = (19/16)/(1 − 9/16) = 19/7.
        AssertAll(network, Start - 0.1 + 0.1 / Math.Sqrt(19.0 / 7));
    }

    [Fact]
    public void Both_terms_of_an_update_and_its_scale_count()
    {
        MultilayerPerceptron network = NewNetwork();
        StochasticGradientDescent optimiser = new(network, momentum: 0) { LearningRate = 1 };
        Matrix<float> post = Matrix<float>.Build.Dense(5, 2, 1f), pre = Matrix<float>.Build.Dense(7, 2, 1f);
        optimiser.Receive(0, new LayerUpdate(post, pre, 0.125f) { SecondPostsynaptic = post * -0.5f, SecondPresynaptic = pre });
        AssertAll(network, Start - 0.125 * (2 - 1));
    }

    [Theory, InlineData(-0.1f), InlineData(1f), InlineData(float.NaN)]
    public void A_momentum_out_of_range_is_refused(float momentum)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
            () => new StochasticGradientDescent(NewNetwork(), momentum));
        Assert.Equal("momentum", error.ParamName);
        Assert.Equal((double)momentum, error.ActualValue);
    }

    private static MultilayerPerceptron NewNetwork()
    {
        MultilayerPerceptron network = new([7, 5], Activation.Relu, Initialiser.Zeros, RandomStream.From("unused"), withBiases: true);
        network.Weights[0].MapInplace(_ => Start, Zeros.Include);
        network.Biases[0].MapInplace(_ => Start, Zeros.Include);
        return network;
    }

    // One example with presynaptic activity 1: G is g everywhere, and so is the bias part.
    private static void Receive(Optimiser optimiser, float g) =>
        optimiser.Receive(0, new LayerUpdate(Matrix<float>.Build.Dense(5, 1, g), Matrix<float>.Build.Dense(7, 1, 1f), 1));

    private static void AssertAll(MultilayerPerceptron network, double expected, double tolerance = Tolerance)
    {
        Assert.All(network.Weights[0].Enumerate(), found => Assert.Equal(expected, found, tolerance));
        Assert.All(network.Biases[0], found => Assert.Equal(expected, found, tolerance));
    }
}
