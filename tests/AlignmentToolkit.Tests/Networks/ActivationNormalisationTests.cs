using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.CreditAssignment;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Networks;

public class ActivationNormalisationTests
{
    public static TheoryData<string> Names => [.. ActivationNormalisation.All.Select(normalisation => normalisation.Name)];

    [Fact]
    public void Columns_get_the_length_that_the_name_says()
    {
        Assert.All(Enumerable.Range(0, 4), column => Assert.Equal(1, Normalised("length").Column(column).L2Norm(), 1e-6));
        Assert.All(Enumerable.Range(0, 4), column => Assert.Equal(Math.Sqrt(7), Normalised("rms").Column(column).L2Norm(), 1e-6));
        Assert.Equal(1, Normalised("batch").FrobeniusNorm(), 1e-6);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_silent_layer_stays_silent_and_passes_no_signal_back(string name)
    {
        Matrix<float> silent = Matrix<float>.Build.Dense(7, 4), signal = Activations();
        float[] norms = new float[4];
        Find(name).Apply(silent, norms);
        Find(name).MultiplyByJacobian(silent, norms, signal);
        Assert.Equal(0, silent.FrobeniusNorm());
        Assert.Equal(0, signal.FrobeniusNorm());
    }

    // Jᵀδ against the central difference of ⟨δ, H/r⟩ in double precision, h = 1e-5: good to 1e-9. The library rounds to 2⁻²⁴ in sums of at
    // most 28 terms of magnitude 1.
    [Theory, MemberData(nameof(Names))]
    public void The_derivative_is_that_of_finite_differences(string name)
    {
        Matrix<float> activations = Activations(), signal = RandomStream.From("normalisation/signal").NormalMatrix(7, 4);
        Matrix<double> h = ForwardCase.Double(activations), delta = ForwardCase.Double(signal);
        float[] norms = new float[4];
        Find(name).Apply(activations, norms);
        Find(name).MultiplyByJacobian(activations, norms, signal);
        for (int i = 0; i < 7; i++)
            for (int j = 0; j < 4; j++)
            {
                const double step = 1e-5;
                Matrix<double> ahead = h.Clone(), behind = h.Clone();
                ahead[i, j] += step;
                behind[i, j] -= step;
                double expected = delta.PointwiseMultiply(Reference(name, ahead) - Reference(name, behind)).Enumerate().Sum() / (2 * step);
                Assert.Equal(expected, signal[i, j], 100.0 / (1 << 24));
            }
    }

    // The gradient of the loss of a whole normalised network, by central differences over its reference in double precision.
    [Theory, MemberData(nameof(Names))]
    public void Backpropagation_through_a_normalised_network_is_the_gradient(string name)
    {
        ForwardCase test = new([6, 5, 4, 3], 4, $"normalised/{name}", Activation.Tanh, dropout: 0.3f, normalisation: Find(name));
        Matrix<double>[] found = ForwardCase.UpdatesOf(new Backpropagation(test.Network, OutputLoss.SoftmaxCrossEntropy), test.Batch);
        double largest = found.Max(g => g.Enumerate().Max(Math.Abs));
        foreach ((int layer, Matrix<float> w) in test.Network.Weights.Index())
            for (int i = 0; i < w.RowCount; i++)
                for (int j = 0; j < w.ColumnCount; j++)
                {
                    float kept = w[i, j];
                    (float above, float below) = (kept + 1f / 1024, kept - 1f / 1024);
                    w[i, j] = above;
                    double aheadLoss = Loss(test);
                    w[i, j] = below;
                    double behindLoss = Loss(test);
                    w[i, j] = kept;

                    // The difference itself is off by h²/6 times a third derivative: 2e-7 times what may be some tens.
                    Assert.Equal((aheadLoss - behindLoss) / ((double)above - below), found[layer][i, j], 1e-5 * Math.Max(1, largest));
                }
    }

    private static ActivationNormalisation Find(string name) =>
        ActivationNormalisation.All.Single(normalisation => normalisation.Name == name);

    private static Matrix<float> Activations() => RandomStream.From("normalisation/activations").NormalMatrix(7, 4);

    private static Matrix<float> Normalised(string name)
    {
        Matrix<float> activations = Activations();
        Find(name).Apply(activations, new float[4]);
        return activations;
    }

    private static Matrix<double> Reference(string name, Matrix<double> h) => name switch
    {
        "length" => h.MapIndexed((_, column, value) => value / h.Column(column).L2Norm()),
        "rms" => h.MapIndexed((_, column, value) => value / Math.Sqrt(h.Column(column).Average(v => v * v))),
        _ => h / h.FrobeniusNorm(),
    };

    private static double Loss(ForwardCase test)
    {
        Matrix<double> y = test.Reference().Pass(test.X)[^1], t = test.T;
        return -y.MapIndexed((i, j, value) => t[i, j] * Math.Log(value)).Enumerate().Sum();
    }
}
