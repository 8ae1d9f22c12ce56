using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Projections;
using AlignmentToolkit.Tests.CreditAssignment;
using AlignmentToolkit.Tests.Numerics;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Projections;

/// <summary>Thresholds, bounds and noise around a projection, and what a learning rule makes of them.</summary>
public class ProjectionTests
{
    private const int Outputs = 300, Classes = 10;

    private readonly DenseProjection _dense = new(RandomStream.From("projection/b").NormalMatrix(Outputs, Classes, 1f / 16));
    private readonly Matrix<float> _errors = RandomStream.From("projection/errors").NormalMatrix(Classes, 400, 0.2f);

    [Fact]
    public void Ternary_errors_are_the_signs_of_those_beyond_the_threshold() =>
        Gen.Select(Gen.Float[-1, 1].Array[1, 12], Gen.Float[0, 0.5f]).Sample((errors, threshold) =>
        {
            float[] ternary = new float[errors.Length];
            TernaryErrors.Apply(errors, threshold, ternary);
            return errors.Zip(ternary).All(pair => pair.Second == (Math.Abs(pair.First) > threshold ? Math.Sign(pair.First) : 0));
        });

    [Fact]
    public void Ternary_errors_are_projected_as_the_matrix_does_and_the_errors_stay()
    {
        Matrix<float> before = _errors.Clone(), signals = Signals(), expected = Signals();
        new TernaryErrors(_dense, 0.1f).Project(_errors, signals);
        _dense.Project(_errors.Map(e => e > 0.1f ? 1f : e < -0.1f ? -1f : 0f), expected);
        Assert.Equal(expected, signals);
        Assert.Equal(before, _errors);

        // ‖B t‖ ≤ ‖B‖₂ √C whatever the error.
        double bound = _dense.Matrix.L2Norm() * Math.Sqrt(Classes) * (1 + 1e-5);
        foreach (Vector<float> signal in signals.EnumerateColumns()) Assert.InRange(signal.L2Norm(), 0, bound);
    }

    [Fact]
    public void A_bound_shortens_long_signals_to_it_and_leaves_short_ones_bit_by_bit()
    {
        Matrix<float> plain = Signals(), clipped = Signals();
        _dense.Project(_errors, plain);

        // Between two lengths, so that no rounding decides who is longer.
        double[] lengths = [.. plain.EnumerateColumns().Select(signal => signal.L2Norm()).Order()];
        float bound = (float)(lengths[_errors.ColumnCount / 2 - 1] + lengths[_errors.ColumnCount / 2]) / 2;
        new ClippedProjection(_dense, bound).Project(_errors, clipped);
        int shortened = 0;
        for (int example = 0; example < _errors.ColumnCount; example++)
        {
            Vector<float> of = plain.Column(example), to = clipped.Column(example);
            if (of.L2Norm() <= bound)
            {
                Assert.Equal(of, to);
                continue;
            }

            shortened++;

            // A norm of 300 floats and one product each: well below 300 · 2⁻²⁴.
            Assert.Equal(bound, to.L2Norm(), bound * 2e-5);
            Assert.Equal(1, of.DotProduct(to) / of.L2Norm() / to.L2Norm(), 1e-5);
        }

        Assert.Equal(_errors.ColumnCount / 2, shortened);
    }

    [Fact]
    public void Added_noise_is_normal_with_the_given_deviation()
    {
        Matrix<float> plain = Signals(), noisy = Signals();
        _dense.Project(_errors, plain);
        NoisyProjection.WithDeviation(_dense, Noise(), 0.3f).Project(_errors, noisy);
        double[] noise = [.. (noisy - plain).Enumerate().Select(x => (double)x)];
        double tolerance = 5 / Math.Sqrt(noise.Length);
        Assert.InRange(noise.Average() / 0.3, -tolerance, tolerance);
        Assert.InRange(noise.Average(x => x * x) / 0.09, 1 - tolerance * Math.Sqrt(2), 1 + tolerance * Math.Sqrt(2));
        Assert.InRange(noise.Average(x => x * x * x * x) / 0.0081, 3 - tolerance * Math.Sqrt(96), 3 + tolerance * Math.Sqrt(96));
    }

    [Theory, InlineData(10f), InlineData(1f), InlineData(0.1f)]
    public void A_signal_to_noise_ratio_is_that_of_root_mean_squares_over_the_mini_batch(float ratio)
    {
        Matrix<float> plain = Signals(), noisy = Signals();
        _dense.Project(_errors, plain);
        NoisyProjection.WithSignalToNoise(_dense, Noise(), ratio).Project(_errors, noisy);
        double measured = plain.FrobeniusNorm() / (noisy - plain).FrobeniusNorm();
        Assert.Equal(1, measured / ratio, 5 / Math.Sqrt(2.0 * Outputs * _errors.ColumnCount));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Noise_stays_within_a_step_and_is_fresh_in_the_next(bool isCryptographic)
    {
        NoiseSource source = isCryptographic ? NoiseSource.Cryptographic() : Noise();
        NoisyProjection projection = NoisyProjection.WithDeviation(_dense, source, 1);
        Matrix<float> few = _errors.SubMatrix(0, Classes, 0, 3), first = Matrix<float>.Build.Dense(Outputs, 3);
        Matrix<float> all = Signals(), again = Signals();
        projection.Project(few, first);
        projection.Project(_errors, all);
        Assert.Equal(first, all.SubMatrix(0, Outputs, 0, 3));
        projection.Project(_errors, again);
        Assert.Equal(all, again);
        projection.EndStep();
        projection.Project(_errors, again);
        double ofDifference = (again - all).Enumerate().Average(x => (double)x * x) / 2;
        Assert.Equal(1, ofDifference, 5 * Math.Sqrt(2.0 / again.RowCount / again.ColumnCount));
    }

    [Fact]
    public void Looking_at_updates_does_not_change_the_noise_of_the_steps_that_follow()
    {
        Matrix<float> few = _errors.SubMatrix(0, Classes, 0, 3);
        NoisyProjection looked = NoisyProjection.WithDeviation(_dense, Noise(), 1);
        NoisyProjection trained = NoisyProjection.WithDeviation(_dense, Noise(), 1);
        Matrix<float> expected = Matrix<float>.Build.Dense(Outputs, 3), found = expected.Clone();
        for (int step = 0; step < 3; step++)
        {
            looked.Project(_errors, Signals());
            looked.Project(few, found);
            trained.Project(few, expected);
            Assert.Equal(expected, found);
            looked.EndStep();
            trained.EndStep();
        }
    }

    // Check 15, second half.
    [Fact]
    public void Without_noise_and_with_infinite_bounds_learning_is_direct_feedback_alignment_bit_by_bit()
    {
        MultilayerPerceptron network = new([20, 300, Classes], Activation.Tanh, Initialiser.HeNormal, RandomStream.From("bitwise/weights"));
        MiniBatch batch = new(
            RandomStream.From("bitwise/inputs").NormalMatrix(20, 16),
            Matrix<float>.Build.Dense(Classes, 16, (i, j) => i == j % Classes ? 1 : 0));
        IErrorProjection photonic = NoisyProjection.WithDeviation(
            new ClippedProjection(_dense, float.PositiveInfinity), NoiseSource.Cryptographic(), 0);
        IReadOnlyList<double[,]> expected = NetworkBuilder.UpdatesOf(
            new DirectFeedbackAlignment(network, OutputLoss.SoftmaxCrossEntropy, [_dense]), batch);
        IReadOnlyList<double[,]> found = NetworkBuilder.UpdatesOf(
            new DirectFeedbackAlignment(network, OutputLoss.SoftmaxCrossEntropy, [photonic]), batch);
        Assert.Equal(0, NetworkBuilder.LargestDifference(expected, found));
        Assert.True(NetworkBuilder.Largest(expected) > 0);
    }

    [Fact]
    public void Layers_around_a_projection_allocate_nothing_once_they_have_seen_a_batch_size()
    {
        IErrorProjection projection = NoisyProjection.WithSignalToNoise(
            new ClippedProjection(new TernaryErrors(_dense), 1), Noise(), 1);
        Matrix<float> signals = Signals();
        Assert.Equal(0, Allocations.PerCall(() =>
        {
            projection.Project(_errors, signals);
            projection.EndStep();
        }));
    }

    [Fact]
    public void Thresholds_bounds_and_noise_out_of_range_are_refused_by_name()
    {
        foreach (float wrong in new[] { -1, float.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new TernaryErrors(_dense, wrong));
            Assert.Throws<ArgumentOutOfRangeException>("bound", () => new ClippedProjection(_dense, wrong));
            Assert.Throws<ArgumentOutOfRangeException>("standardDeviation", () => NoisyProjection.WithDeviation(_dense, Noise(), wrong));
            Assert.Throws<ArgumentOutOfRangeException>("ratio", () => NoisyProjection.WithSignalToNoise(_dense, Noise(), wrong));
        }

        Assert.Throws<ArgumentOutOfRangeException>("bound", () => new ClippedProjection(_dense, 0));
        Assert.Throws<ArgumentOutOfRangeException>("ratio", () => NoisyProjection.WithSignalToNoise(_dense, Noise(), 0));
        Assert.Throws<ArgumentException>("errors", () => new TernaryErrors(_dense).Project(Matrix<float>.Build.Dense(9, 1), Signals()));
    }

    private static NoiseSource Noise() => NoiseSource.Seeded(RandomStream.From("projection/noise"));

    private Matrix<float> Signals() => Matrix<float>.Build.Dense(Outputs, _errors.ColumnCount);
}
