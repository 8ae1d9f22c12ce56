using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Projections;

namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>
/// Photonic direct feedback alignment: all that changes a weight of hidden layer l is (p_i ⊙ f′(a_i)) h_iᵀ with the noisy optical signal
/// p_i = scale_τB(B e_i) + N(0, σ² I), fresh for each example and step and shared by all hidden layers, and with bounded activations h_i.
/// </summary>
/// <remarks>
/// <para>
/// The steps are a reconstruction of [Ohana 2021]: h = clip_{τ_max/√n}(f(a) + τ_min/√n); e, made ternary where a threshold is given;
/// clipping before the noise, because the physics adds noise after B, and a bound on what was measured would scale the noise as well.
/// </para>
/// <para>
/// No end-to-end guarantee comes with it. The noise is multiplied by slopes and activations before it reaches the weights, so it lies in
/// the span of the activations of the mini-batch (<see cref="Attacks.RowSpace"/> shows what that gives away), and the last layer gets none
/// unless <see cref="OutputNoise"/> is set. <see cref="ColumnwiseAccounting"/> accounts in the style of the paper;
/// <see cref="LabelPrivacy"/> is a guarantee for labels; <see cref="Training.PrivateTrainer"/> gives one for whole examples, with this rule
/// as with any other, by noise after the products. Optical noise is then a model of the device and counts for nothing.
/// </para>
/// </remarks>
public sealed record PhotonicMechanism
{
    /// <summary>τ_h^max, the bound on the length of a layer's activations, greater than 0. Default ∞, which clips nothing.</summary>
    public float ActivationCeiling { get; init; } = float.PositiveInfinity;

    /// <summary>τ_h^min, spread over a layer as an offset, at least 0. Default 0.</summary>
    public float ActivationOffset { get; init; }

    /// <summary>What reaches a unit whose activation was clipped. Default: it learns.</summary>
    public SaturatedUnits Saturated { get; init; } = SaturatedUnits.Learn;

    /// <summary>γ_min, below which no slope falls, at least 0. Default 0, which changes no function that never falls.</summary>
    public float SmallestSlope { get; init; }

    /// <summary>γ_max, which no slope exceeds. Default ∞; tanh has 1 by itself.</summary>
    public float LargestSlope { get; init; } = float.PositiveInfinity;

    /// <summary>τ_B, the bound on the length of a projected error, greater than 0. Default ∞.</summary>
    public float FeedbackBound { get; init; } = float.PositiveInfinity;

    /// <summary>θ, the threshold of ternary errors, at least 0; null, the default, for errors as they are.</summary>
    public float? TernaryThreshold { get; init; }

    /// <summary>σ, the standard deviation of the optical noise on each number, at least 0. Default 0.</summary>
    public float FeedbackNoise { get; init; }

    /// <summary>σ_L, the standard deviation of the noise on each number of the last layer's error, at least 0. Default 0.</summary>
    public float OutputNoise { get; init; }

    /// <summary>Whether a layer's signal is divided by √n_l. Default false.</summary>
    public bool DividesByRootOfUnits { get; init; }

    /// <summary>The bounds of activations; null where nothing is bounded.</summary>
    public ActivationBounds? Bounds() => float.IsInfinity(ActivationCeiling) && ActivationOffset == 0
        ? null
        : new ActivationBounds(ActivationCeiling, ActivationOffset, Saturated);

    /// <summary>Makes a network with bounded activations and slopes.</summary>
    /// <param name="sizes">n_0, …, n_L.</param>
    /// <param name="activation">f of the hidden layers.</param>
    /// <param name="initialiser">How weights are drawn.</param>
    /// <param name="stream">Where weights are drawn from.</param>
    /// <param name="withBiases">Whether each layer has biases.</param>
    public MultilayerPerceptron NewNetwork(
        IReadOnlyList<int> sizes, Activation activation, Initialiser initialiser, RandomStream stream, bool withBiases = false)
    {
        bool bounded = SmallestSlope != 0 || !float.IsPositiveInfinity(LargestSlope);
        return new MultilayerPerceptron(
            sizes, bounded ? new BoundedSlope(activation, SmallestSlope, LargestSlope) : activation, initialiser, stream, withBiases)
        {
            Normalisation = Bounds(),
        };
    }

    /// <summary>Makes the rule.</summary>
    /// <param name="network">From <see cref="NewNetwork"/>.</param>
    /// <param name="projection">B, from C errors to at least as many numbers as the widest hidden layer has: a matrix, or optics without
    /// noise of its own, which clipping would scale.</param>
    /// <param name="stream">Draws the noise of the signals (child <c>feedback</c>) and of the last layer (child <c>output</c>).</param>
    /// <exception cref="ArgumentException">The network's activations are not bounded as set here, or B does not fit it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public LearningRule NewRule(MultilayerPerceptron network, IErrorProjection projection, RandomStream stream) =>
        NewRule(
            network, projection, NoiseSource.Seeded(stream.Child("feedback")), NoiseSource.Seeded(stream.Child("output")));

    /// <summary>Makes the rule with noise of given sources.</summary>
    /// <param name="network">From <see cref="NewNetwork"/>.</param>
    /// <param name="projection">B, from C errors to at least as many numbers as the widest hidden layer has: a matrix, or optics without
    /// noise of its own, which clipping would scale.</param>
    /// <param name="feedback">Of the signals; used by this rule alone.</param>
    /// <param name="output">Of the last layer; another source, used by this rule alone.</param>
    /// <exception cref="ArgumentException">The network's activations are not bounded as set here, or B does not fit it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of range.</exception>
    public LearningRule NewRule(MultilayerPerceptron network, IErrorProjection projection, NoiseSource feedback, NoiseSource output)
    {
        RequireBounded(network);
        IErrorProjection errors = TernaryThreshold is { } threshold ? new TernaryErrors(projection, threshold) : projection;
        ClippedProjection clipped = new(errors, FeedbackBound);
        NoisyProjection noisy = NoisyProjection.WithDeviation(clipped, feedback, FeedbackNoise);
        DirectFeedbackAlignment rule = DirectFeedbackAlignment.Shared(
            network, OutputLoss.SoftmaxCrossEntropy, noisy, DividesByRootOfUnits);
        return OutputNoise == 0 ? rule : new NoisyOutputLayer(rule, output, OutputNoise);
    }

    private void RequireBounded(MultilayerPerceptron network)
    {
        ActivationBounds? found = network.Normalisation as ActivationBounds, wanted = Bounds();
        bool same = found?.Ceiling == wanted?.Ceiling && found?.Offset == wanted?.Offset && found?.Saturated == wanted?.Saturated;
        if (!same || (found is null && network.Normalisation is not null))
            throw new ArgumentException(
                "The network's activations are not bounded as the mechanism says: make it by NewNetwork.", nameof(network));
    }
}
