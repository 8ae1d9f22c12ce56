using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Networks;

public class InitialiserTests
{
    private const int FanIn = 200, FanOut = 300;

    public static TheoryData<string, double, double> Cases => new()
    {
        { "he-uniform", 2.0 / FanIn, Math.Sqrt(6.0 / FanIn) },
        { "he-normal", 2.0 / FanIn, double.PositiveInfinity },
        { "xavier-uniform", 2.0 / (FanIn + FanOut), Math.Sqrt(6.0 / (FanIn + FanOut)) },
        { "xavier-normal", 2.0 / (FanIn + FanOut), double.PositiveInfinity },
        { "uniform", 0.25 / 3, 0.5 },
        { "normal", 0.25, double.PositiveInfinity },
        { "zeros", 0, 0 },
    };

    // N = 60 000 draws: the sample variance has a relative standard error of √(2/N) = 0.6 % for a normal and less for a uniform
    // distribution, the mean one of σ/√N. Five standard errors.
    [Theory, MemberData(nameof(Cases))]
    public void Mean_variance_and_bound_are_those_of_the_definition(string name, double variance, double bound)
    {
        Matrix<float> weights = Matrix<float>.Build.Dense(FanOut, FanIn, 7f);
        ByName(name).Fill(weights, RandomStream.From("initialiser"));
        double[] drawn = [.. weights.Enumerate().Select(w => (double)w)];
        Assert.Equal(0, drawn.Average(), 5 * Math.Sqrt(variance / drawn.Length));
        Assert.Equal(variance, drawn.Average(w => w * w), 5 * variance * Math.Sqrt(2.0 / drawn.Length));
        Assert.True(drawn.Max(Math.Abs) <= bound * (1 + 1e-7));
    }

    [Fact]
    public void A_layer_draws_the_same_weights_however_many_layers_there_are()
    {
        RandomStream stream = RandomStream.From("layers");
        MultilayerPerceptron shallow = new([4, 3, 2], Activation.Relu, Initialiser.HeNormal, stream);
        MultilayerPerceptron deep = new([4, 3, 2, 5], Activation.Relu, Initialiser.HeNormal, stream);
        Assert.Equal(shallow.Weights[0], deep.Weights[0]);
        Assert.Equal(shallow.Weights[1], deep.Weights[1]);
    }

    [Theory, InlineData(-1f), InlineData(float.NaN), InlineData(float.PositiveInfinity)]
    public void A_bound_that_is_negative_or_not_finite_is_refused(float bound) =>
        Assert.Equal((double)bound, Assert.Throws<ArgumentOutOfRangeException>(() => Initialiser.Uniform(bound)).ActualValue);

    private static Initialiser ByName(string name) => name switch
    {
        "uniform" => Initialiser.Uniform(0.5f),
        "normal" => Initialiser.Normal(0.5f),
        _ => new[] { Initialiser.HeUniform, Initialiser.HeNormal, Initialiser.XavierUniform, Initialiser.XavierNormal, Initialiser.Zeros }
            .Single(initialiser => initialiser.Name == name),
    };
}
