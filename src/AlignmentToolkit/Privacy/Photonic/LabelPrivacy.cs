using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>
/// The guarantee that optical noise does give: features are public, labels are not. All that training does with a label passes through
/// p_i and, in the last layer, e_i + N(0, σ_L² I); the rest is computed from those.
/// </summary>
/// <remarks>
/// A changed label moves scale_τB(B e_i) by at most Δ_B ≤ 2τ_B and e_i = softmax − y_i by √2. Every label is used once an epoch, so an
/// epoch is a Gaussian mechanism of μ² = (Δ_B/σ)² + 2/σ_L² for all layers together, whatever the batch size, and T epochs have μ√T. Nothing
/// is gained by sampling, which is no secret where features are public. Measures taken on training examples, such as their loss, are not
/// covered.
/// </remarks>
/// <param name="FeedbackSensitivity">Δ_B, the most that a changed label moves a clipped projected error; greater than 0.</param>
/// <param name="FeedbackNoise">σ.</param>
/// <param name="OutputNoise">σ_L.</param>
public sealed record LabelPrivacy(double FeedbackSensitivity, double FeedbackNoise, double OutputNoise)
{
    /// <summary>√2: the distance between two labels, one-hot, and so between the errors of one example with either.</summary>
    public static readonly double OutputSensitivity = Math.Sqrt(2);

    /// <summary>What a mechanism gives with errors as they are or ternary: Δ_B = 2τ_B.</summary>
    /// <param name="mechanism">With a finite τ_B.</param>
    /// <exception cref="ArgumentException">τ_B is ∞.</exception>
    public static LabelPrivacy Of(PhotonicMechanism mechanism)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        if (!float.IsFinite(mechanism.FeedbackBound))
            throw new ArgumentException("Without a bound on the projected error, no noise hides a label.", nameof(mechanism));
        return new LabelPrivacy(2.0 * mechanism.FeedbackBound, mechanism.FeedbackNoise, mechanism.OutputNoise);
    }

    /// <summary>
    /// The most that a changed label moves B e_i, max over pairs of classes of ‖B_a − B_b‖. Clipping only brings signals closer, so
    /// Δ_B = min(2τ_B, this) where errors are not made ternary.
    /// </summary>
    /// <param name="feedback">B, with one column a class.</param>
    public static double SensitivityOf(Matrix<float> feedback)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        double largest = 0;
        for (int a = 0; a < feedback.ColumnCount; a++)
            for (int b = 0; b < a; b++)
                largest = Math.Max(largest, Distance(feedback.ColumnSpan(a), feedback.ColumnSpan(b)));
        return largest;
    }

    /// <summary>The noise that makes a number of epochs (ε, δ)-private for labels.</summary>
    /// <param name="epsilon">ε, finite and at least 0.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <param name="epochs">T, at least 1.</param>
    /// <param name="feedbackSensitivity">Δ_B, finite and greater than 0.</param>
    /// <param name="outputShare">
    /// The last layer's share of μ², from 0 to 1. With 0 it is to get no update from labels at all and σ_L is ∞; with 1, hidden layers.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public static LabelPrivacy Calibrate(double epsilon, double delta, int epochs, double feedbackSensitivity, double outputShare = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        Networks.Require.FiniteAndPositive(feedbackSensitivity);
        if (!(outputShare is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(outputShare), outputShare, "A share lies between 0 and 1.");
        double multiplierOfEpoch = GaussianMechanism.NoiseMultiplier(epsilon, delta) * Math.Sqrt(epochs);
        return new LabelPrivacy(
            feedbackSensitivity,
            feedbackSensitivity * multiplierOfEpoch / Math.Sqrt(1 - outputShare),
            OutputSensitivity * multiplierOfEpoch / Math.Sqrt(outputShare));
    }

    /// <summary>μ of T epochs: no test tells two labels apart better than two normal distributions μ deviations apart.</summary>
    /// <param name="epochs">T, at least 0.</param>
    public double MuAfter(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return Math.Sqrt(epochs) / MultiplierOfEpoch;
    }

    /// <summary>What T epochs release about labels, for any accountant.</summary>
    /// <param name="epochs">T, at least 1.</param>
    public PrivacyEvent EventAfter(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new RepeatedEvent(
            new ComposedEvent([
                new GaussianEvent(FeedbackNoise / FeedbackSensitivity),
                new GaussianEvent(OutputNoise / OutputSensitivity)]),
            epochs);
    }

    /// <summary>ε of T epochs at a given δ, exactly.</summary>
    /// <param name="epochs">T, at least 1.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    public double EpsilonAfter(int epochs, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return GaussianMechanism.Epsilon(MultiplierOfEpoch / Math.Sqrt(epochs), delta);
    }

    private double MultiplierOfEpoch =>
        GaussianMechanism.Compose(FeedbackNoise / FeedbackSensitivity, OutputNoise / OutputSensitivity);

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
        return Math.Sqrt(sum);
    }
}
