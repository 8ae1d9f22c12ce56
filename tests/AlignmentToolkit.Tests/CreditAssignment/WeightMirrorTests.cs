using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

public class WeightMirrorTests
{
    private const float Noise = 0.1f;

    private static OutputLoss Loss => OutputLoss.SoftmaxCrossEntropy;

    // Over n samples each entry of ΞΥᵀ/B has a standard error of σ²·‖w‖/√(2n) or less (ReLU halves the variance of the response); the
    // slope, a mean over 12·9 entries weighted by W, is far better than the page's 1 %.
    [Fact]
    public void Check_10_a_rectified_layer_is_mirrored_with_half_the_variance_of_the_noise()
    {
        MultilayerPerceptron network = NewNetwork([12, 9, 4]);
        Matrix<double> correlation = Correlate(network, layer: 0, samples: 400_000), weights = Weights(network, 0);
        double slope = correlation.PointwiseMultiply(weights).Enumerate().Sum() / Math.Pow(weights.FrobeniusNorm(), 2);
        Assert.Equal(0.5 * Noise * Noise, slope, 0.01 * 0.5 * Noise * Noise);

        // What is not along W is noise alone: per entry at most σ²·(largest ‖w_i‖)/√n, five times.
        double largestRow = Enumerable.Range(0, 9).Max(i => weights.Column(i).L2Norm());
        double rest = (correlation - slope * weights).Enumerate().Max(Math.Abs);
        Assert.True(rest < 5 * Noise * Noise * largestRow / Math.Sqrt(400_000));
    }

    // Softmax of small logits is (1 + a_i − ā)/C to first order; the next order is of relative size σ²‖w‖², 1 % at ‖w‖ = 1, and weights
    // here are a third of that.
    [Fact]
    public void Check_10_the_softmax_layer_is_mirrored_as_centred_weights_over_the_number_of_classes()
    {
        MultilayerPerceptron network = NewNetwork([12, 9, 4]);
        network.Weights[1].ScaleBy(0.3f);
        Matrix<double> correlation = Correlate(network, layer: 1, samples: 400_000), weights = Weights(network, 1);
        Vector<double> mean = weights.RowSums() / 4;
        Matrix<double> centred = Matrix<double>.Build.Dense(9, 4, (i, j) => weights[i, j] - mean[i]);
        double slope = correlation.PointwiseMultiply(centred).Enumerate().Sum() / Math.Pow(centred.FrobeniusNorm(), 2);
        Assert.Equal(Noise * Noise / 4, slope, 0.01 * Noise * Noise / 4);
        double alongMean = correlation.PointwiseMultiply(weights - centred).Enumerate().Sum();
        Assert.True(Math.Abs(alongMean) < 0.05 * slope * Math.Pow(centred.FrobeniusNorm(), 2));
    }

    // The last product and the scaling round each entry of F to a few units of 2⁻²⁴; of the standard deviation, a mean of 600 of them, 64
    // units are plenty. The page's 1e-12 is for double precision.
    [Theory, InlineData(0), InlineData(0.3f)]
    public void Check_10_a_step_keeps_the_standard_deviation_of_the_projection(float dropout)
    {
        MultilayerPerceptron network = NewNetwork([60, 40, 30, 10]);
        MirroredProjection projection = MirroredProjection.Draw(network.Sizes, RandomStream.From("check-10/projection"));
        WeightMirror mirror = new(network, Loss, projection, RandomStream.From("check-10/mirror"));
        for (int step = 0; step < 20; step++)
        {
            mirror.Step(16, dropout);
            double expected = 0.05 * Math.Sqrt(2.0 / 60);
            Assert.Equal(expected, Deviation(projection.Matrix), expected * 64 / (1 << 24));
        }

        Matrix<double> product = projection.Factors.Select(ForwardCase.Double).Aggregate((all, factor) => all * factor);
        double largest = product.Enumerate().Max(Math.Abs);
        Assert.True(ForwardCase.Difference([product], [ForwardCase.Double(projection.Matrix)]) < 200 * largest / (1 << 24));
    }

    // s of the page makes E[F²] = κ²·2/n_0. The ten columns of F share M_1 and have the lengths of M_2's columns, each a root of 400
    // squares: 3.5 % off, their mean 1.1 %; five of that and what 6000 entries add.
    [Fact]
    public void The_drawn_projection_has_the_published_standard_deviation()
    {
        MirroredProjection projection = MirroredProjection.Draw([600, 400, 10], RandomStream.From("mirror/drawn"));
        double expected = 0.05 * Math.Sqrt(2.0 / 600);
        Assert.Equal(expected, Deviation(projection.Matrix), 0.06 * expected);
        Assert.Equal(Deviation(projection.Factors[0]), Deviation(projection.Factors[1]), 0.1 * Deviation(projection.Factors[0]));
    }

    [Fact]
    public void Mirroring_turns_every_factor_towards_its_weights()
    {
        MultilayerPerceptron network = NewNetwork([60, 40, 10]);
        MirroredProjection projection = MirroredProjection.Draw(network.Sizes, RandomStream.From("turning/projection"));
        WeightMirror mirror = new(network, Loss, projection, RandomStream.From("turning/mirror"));
        Pepita rule = new(network, Loss, projection) { Mirror = mirror };
        Assert.Equal(["(W2W1)ᵀ, F", "W2ᵀ, W1F", "W1ᵀ, M1", "W2ᵀ, M2"], rule.FeedbackAngles().Select(angle => angle.Name));
        for (int step = 0; step < 3000; step++) mirror.Step(64);
        IReadOnlyList<NamedAngle> angles = rule.FeedbackAngles();

        // Unrelated matrices of this size lie at 90 ± 3 degrees. The softmax layer cannot come nearer than the centred weights are, but
        // for what is left of its noise.
        Matrix<double> weights = Weights(network, 1);
        Vector<double> mean = weights.RowSums() / 10;
        double toCentred = Math.Asin(mean.L2Norm() * Math.Sqrt(10) / weights.FrobeniusNorm()) * 180 / Math.PI;
        Assert.InRange(angles[2].Degrees, 0, 10);
        Assert.InRange(angles[3].Degrees, toCentred - 3, toCentred + 20);
    }

    [Fact]
    public void The_schedule_mirrors_before_learning_and_then_in_every_mth_epoch()
    {
        MirroringSchedule schedule = new() { PreMirroringEpochs = 2, Every = 3 };
        Assert.Equal([0, 1, 2, 5, 8], Enumerable.Range(0, 11).Where(schedule.MirrorsIn));
        Assert.DoesNotContain(true, Enumerable.Range(0, 11).Select(new MirroringSchedule().MirrorsIn));
        Assert.Equal("Every", Assert.Throws<ArgumentOutOfRangeException>(() => new MirroringSchedule { Every = 0 }).ParamName);
    }

    [Fact]
    public void A_mirror_of_another_projection_is_refused()
    {
        MultilayerPerceptron network = NewNetwork([6, 5, 4]);
        MirroredProjection own = MirroredProjection.Draw(network.Sizes, RandomStream.From("own")), other = MirroredProjection.Draw(
            network.Sizes, RandomStream.From("other"));
        Assert.Throws<ArgumentException>(() => new Pepita(network, Loss, own)
        {
            Mirror = new WeightMirror(network, Loss, other, RandomStream.From("mirror")),
        });
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => new WeightMirror(NewNetwork([6, 3, 4]), Loss, own, RandomStream.From("mirror")));
        Assert.Contains("M1 is 6×5; 6×3 is needed", error.Message, StringComparison.Ordinal);
    }

    private static MultilayerPerceptron NewNetwork(int[] sizes) =>
        new(sizes, Activation.Relu, Initialiser.HeNormal, RandomStream.From("weight-mirror/weights"));

    // Wᵀ, the shape of M.
    private static Matrix<double> Weights(MultilayerPerceptron network, int layer) =>
        ForwardCase.Double(network.Weights[layer]).Transpose();

    private static double Deviation(Matrix<float> matrix) =>
        matrix.Enumerate().Select(value => (double)value).PopulationStandardDeviation();

    /// <summary>ΞΥᵀ/B over many samples: with η_M = 1 and λ_M = 1 a step replaces the factor by it.</summary>
    private static Matrix<double> Correlate(MultilayerPerceptron network, int layer, int samples)
    {
        const int batch = 4000;
        MirroredProjection projection = MirroredProjection.Draw(network.Sizes, RandomStream.From("correlate/projection"));
        WeightMirror mirror = new(network, Loss, projection, RandomStream.From("unused")) { Rate = 1, Decay = 1 };
        RandomStream stream = RandomStream.From("correlate/noise");
        Matrix<double> sum = Matrix<double>.Build.Dense(network.Sizes[layer], network.Sizes[layer + 1]);
        for (int done = 0; done < samples; done += batch)
        {
            Matrix<float> response = Matrix<float>.Build.Dense(network.Sizes[layer + 1], batch);
            mirror.Mirror(layer, stream.NormalMatrix(network.Sizes[layer], batch, Noise), response, masks: null);
            sum += ForwardCase.Double(projection.Factors[layer]) * batch / samples;
        }

        return sum;
    }
}
