using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Encodings;
using AlignmentToolkit.Optics.Holography;
using AlignmentToolkit.Optics.Projections;
using AlignmentToolkit.Optics.Transmission;
using AlignmentToolkit.Tests.CreditAssignment;
using AlignmentToolkit.Tests.Numerics;

using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Projections;

[Collection(nameof(ThreadCount))]
public class OpticalProjectionTests
{
    private const int Outputs = 256, Classes = 10;
    private const double EntryVariance = 2.0 / Outputs;

    private readonly StoredTransmission _medium = StoredTransmission.Draw(
        Classes, Outputs, RandomStream.From("optics/medium"), EntryVariance);

    private readonly Matrix<float> _errors = RandomStream.From("optics/errors").NormalMatrix(Classes, 600, 0.2f);

    [Fact]
    public void Without_noise_light_multiplies_by_the_real_part_of_the_medium()
    {
        Matrix<float> signals = Signals(), expected = Signals();
        Optics(new AnalogueEncoding(), new ExactRecovery()).Project(_errors, signals);
        _medium.Real.MultiplyInto(_errors, expected);
        Assert.InRange((signals - expected).Enumerate().Max(Math.Abs), 0, 1e-6f);
        Optics(new TernaryEncoding(0.1f), new ExactRecovery()).Project(_errors, signals);
        new TernaryErrors(new DenseProjection(_medium.Real), 0.1f).Project(_errors, expected);
        Assert.InRange((signals - expected).Enumerate().Max(Math.Abs), 0, 1e-6f);
        Assert.InRange(_medium.Real.Enumerate().Average(b => (double)b * b) * Outputs, 0.9, 1.1);
    }

    [Fact]
    public void A_camera_adds_nearly_normal_noise_of_two_frames_whatever_the_signal()
    {
        // One positive and one negative error each: one pixel on in each frame.
        Matrix<float> errors = Matrix<float>.Build.Dense(
            Classes, 600, (i, j) => i == j % Classes ? -0.9f : i == (j + 1 + j / Classes) % Classes ? 0.8f : 0.01f);
        for (int j = 0; j < 600; j++)
            if (errors.Column(j).Maximum() < 0.5) errors[(j + 5) % Classes, j] = 0.8f;
        OpticalProjection optics = OpticalProjection.OfTernaryErrors(_medium, RandomStream.From("optics/camera"));
        Matrix<float> exact = Signals(), measured = Signals();
        Optics(new TernaryEncoding(0.1f), new ExactRecovery()).Project(errors, exact);
        optics.Project(errors, measured);
        double[] noise = [.. (measured - exact).Enumerate().Select(x => (double)x)];
        double deviation = Math.Sqrt(2) * optics.Recovery.NoiseDeviation(EntryVariance), variance = noise.Average(x => x * x);

        // 2 560 weights make the mean intensity of one pixel known to 2 % only, and it enters with a tenth of its weight.
        Assert.InRange(variance / (deviation * deviation), 0.98, 1.02);
        Assert.InRange(noise.Average() / deviation, -0.03, 0.03);
        Assert.InRange(noise.PopulationKurtosis(), 0, 0.3);

        // The signal is B t with two entries of ±1.
        double ratio = exact.FrobeniusNorm() / Math.Sqrt(noise.Length * variance);
        Assert.InRange(ratio, 8, 40);
        Assert.Equal(0, Correlation.Pearson(exact.Enumerate().Select(x => (double)x), noise), 0.02);
    }

    [Fact]
    public void Noise_belongs_to_example_and_step_at_any_number_of_threads()
    {
        Matrix<float> few = _errors.SubMatrix(0, Classes, 0, 3), first = Matrix<float>.Build.Dense(Outputs, 3);
        Matrix<float> one = ThreadCount.With(1, () => Projected(Bench(), _errors));
        Matrix<float> two = ThreadCount.With(2, () => Projected(Bench(), _errors));
        Assert.Equal(one, two);
        OpticalProjection optics = Bench();
        optics.Project(few, first);
        Assert.Equal(first, one.SubMatrix(0, Outputs, 0, 3));
        Assert.Equal(one, Projected(optics, _errors));
        optics.EndStep();
        Matrix<float> next = Projected(optics, _errors);
        Assert.NotEqual(one, next);
        OpticalProjection again = Bench();
        again.EndStep();
        Assert.Equal(next, Projected(again, _errors));
    }

    [Fact]
    public void Learning_by_light_points_where_learning_by_the_matrix_does()
    {
        MultilayerPerceptron network = new(
            [20, Outputs, Outputs, Classes], Activation.Tanh, Initialiser.HeNormal, RandomStream.From("optics/weights"));
        MiniBatch batch = new(
            RandomStream.From("optics/inputs").NormalMatrix(20, 64),
            Matrix<float>.Build.Dense(Classes, 64, (i, j) => i == j % Classes ? 1 : 0));
        OutputLoss loss = OutputLoss.SoftmaxCrossEntropy;
        double[,] Update(IErrorProjection projection) =>
            NetworkBuilder.UpdatesOf(DirectFeedbackAlignment.Shared(network, loss, projection), batch)[0];
        double[] ofMatrix = [.. Update(new TernaryErrors(new DenseProjection(_medium.Real))).Cast<double>()];
        double[] ofLight = [.. Update(Bench()).Cast<double>()];
        double cosine = ofMatrix.Zip(ofLight, (x, y) => x * y).Sum()
            / Math.Sqrt(ofMatrix.Sum(x => x * x) * ofLight.Sum(x => x * x));
        Assert.InRange(cosine, 0.99, 1);
        Assert.Empty(DirectFeedbackAlignment.Shared(network, loss, Bench()).FeedbackAngles());
    }

    [Fact]
    public void A_projection_allocates_nothing_once_it_has_seen_a_batch_size()
    {
        OpticalProjection optics = Bench();
        Matrix<float> signals = Signals();
        Assert.Equal(0, Allocations.PerCall(() =>
        {
            optics.Project(_errors, signals);
            optics.EndStep();
        }));
    }

    [Fact]
    public void Shapes_and_settings_that_do_not_fit_are_refused_by_name()
    {
        Assert.Throws<ArgumentException>("errors", () => Bench().Project(Matrix<float>.Build.Dense(9, 600), Signals()));
        Assert.Throws<ArgumentException>("signals", () => Bench().Project(_errors, Matrix<float>.Build.Dense(Outputs, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(
            "ReferenceAmplitude", () => Optics(new AnalogueEncoding(), new ThreeFrameHolography { ReferenceAmplitude = 0 }));
    }

    private OpticalProjection Bench() => OpticalProjection.OfTernaryErrors(_medium, RandomStream.From("optics/camera"));

    private OpticalProjection Optics(IInputEncoding encoding, LinearRecovery recovery) =>
        new(_medium, encoding, recovery, RandomStream.From("optics/unused"));

    private Matrix<float> Signals() => Matrix<float>.Build.Dense(Outputs, _errors.ColumnCount);

    private static Matrix<float> Projected(OpticalProjection optics, Matrix<float> errors)
    {
        Matrix<float> signals = Matrix<float>.Build.Dense(Outputs, errors.ColumnCount);
        optics.Project(errors, signals);
        return signals;
    }
}
