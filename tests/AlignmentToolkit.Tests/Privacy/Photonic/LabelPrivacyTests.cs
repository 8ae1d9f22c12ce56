using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Projections;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Photonic;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Photonic;

public class LabelPrivacyTests
{
    // μ at δ = 10⁻⁵, computed in multi-precision arithmetic.
    [Theory, InlineData(8, 1.6660306), InlineData(3, 0.7191174), InlineData(1, 0.2680511)]
    public void Noise_for_a_wanted_epsilon_follows_from_the_exact_Gaussian_mechanism(double epsilon, double mu)
    {
        LabelPrivacy privacy = LabelPrivacy.Calibrate(epsilon, 1e-5, epochs: 15, feedbackSensitivity: 2, outputShare: 0);
        Assert.Equal(2 * Math.Sqrt(15) / mu, privacy.FeedbackNoise, 1e-6 * privacy.FeedbackNoise);
        Assert.Equal(double.PositiveInfinity, privacy.OutputNoise);
        Assert.Equal(mu, privacy.MuAfter(15), 1e-7);
    }

    // "T = 15, ε = 8: σ = 4.649 τ_B".
    [Fact]
    public void The_example_of_fifteen_epochs() =>
        Assert.Equal(4.649, LabelPrivacy.Calibrate(8, 1e-5, 15, feedbackSensitivity: 2, outputShare: 0).FeedbackNoise, 5e-4);

    [Theory, InlineData(0), InlineData(0.3), InlineData(0.5), InlineData(1)]
    public void However_it_is_shared_out_the_noise_gives_what_was_wanted(double share)
    {
        LabelPrivacy privacy = LabelPrivacy.Calibrate(3, 1e-5, 10, 2, share);
        Assert.Equal(3, privacy.EpsilonAfter(10, 1e-5), 1e-9);
        double mu = Math.Sqrt(10 * (Math.Pow(2 / privacy.FeedbackNoise, 2) + (2 / Math.Pow(privacy.OutputNoise, 2))));
        Assert.Equal(mu, privacy.MuAfter(10), 1e-12);
        Assert.True(privacy.EpsilonAfter(9, 1e-5) < 3);
    }

    [Fact]
    public void The_event_is_both_releases_of_every_epoch()
    {
        LabelPrivacy privacy = LabelPrivacy.Of(new PhotonicMechanism { FeedbackBound = 2, FeedbackNoise = 6, OutputNoise = 3 });
        Assert.Equal(
            new RepeatedEvent(new ComposedEvent([new GaussianEvent(1.5), new GaussianEvent(3 / Math.Sqrt(2))]), 7), privacy.EventAfter(7));
    }

    [Fact]
    public void Without_noise_nothing_is_private()
    {
        Assert.Equal(double.PositiveInfinity, new LabelPrivacy(2, 0, 1).EpsilonAfter(1, 1e-5));
        Assert.Equal(double.PositiveInfinity, new LabelPrivacy(2, 1, 0).EpsilonAfter(1, 1e-5));
    }

    // Every pair of labels at random outputs of a softmax: the changed error moves by √2 exactly, what is projected and clipped by no more
    // than either bound.
    [Fact]
    public void A_changed_label_moves_the_signal_no_further_than_stated()
    {
        RandomStream stream = RandomStream.From("labels");
        Matrix<float> feedback = stream.Child("B").NormalMatrix(7, 4);
        double unclipped = LabelPrivacy.SensitivityOf(feedback), largest = 0;
        foreach (float bound in new[] { 0.5f, 2, float.PositiveInfinity })
        {
            ClippedProjection projection = new(new DenseProjection(feedback), bound);
            for (int trial = 0; trial < 200; trial++)
            {
                Matrix<float> errors = Errors(stream), signals = Matrix<float>.Build.Dense(7, 4);
                projection.Project(errors, signals);
                for (int a = 0; a < 4; a++)
                    for (int b = 0; b < a; b++)
                    {
                        Assert.Equal(LabelPrivacy.OutputSensitivity, (errors.Column(a) - errors.Column(b)).L2Norm(), 1e-6);
                        double moved = (signals.Column(a) - signals.Column(b)).L2Norm();
                        Assert.True(moved <= Math.Min(unclipped, 2 * bound) * (1 + 1e-5));
                        largest = Math.Max(largest, moved);
                    }
            }
        }

        Assert.Equal(unclipped, largest, 1e-5 * unclipped);
    }

    [Fact]
    public void Parameters_out_of_range_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => LabelPrivacy.Calibrate(1, 1e-5, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>("outputShare", () => LabelPrivacy.Calibrate(1, 1e-5, 1, 2, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>("feedbackSensitivity", () => LabelPrivacy.Calibrate(1, 1e-5, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelPrivacy.Calibrate(1, 0, 1, 2));
        Assert.Throws<ArgumentException>("mechanism", () => LabelPrivacy.Of(new PhotonicMechanism()));
    }

    // One example's error under each of four labels: softmax − one-hot, in four columns.
    private static Matrix<float> Errors(RandomStream stream)
    {
        float[] outputs = new float[4];
        Softmax.Apply<float>([.. Enumerable.Range(0, 4).Select(_ => (float)(2 * stream.NextNormal()))], outputs);
        return Matrix<float>.Build.Dense(4, 4, (c, label) => outputs[c] - (c == label ? 1 : 0));
    }
}
