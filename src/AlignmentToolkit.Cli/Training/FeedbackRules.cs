using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Projections;
using AlignmentToolkit.Optics.Transmission;

namespace AlignmentToolkit.Cli.Training;

/// <summary>Makes feedback alignment whose feedback is thresholded, noisy or done by light, as the command line asks.</summary>
internal static class FeedbackRules
{
    /// <summary>θ of optics.</summary>
    public const double DefaultThreshold = 0.1;

    /// <summary>Makes a rule. Matrices are drawn as in the catalogue, so without noise and threshold it is the catalogue's.</summary>
    /// <param name="rule">Its name, one of <see cref="RuleOptions.Feedback"/>.</param>
    /// <param name="options">Options that have been checked.</param>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="stream">Draws feedback and noise.</param>
    public static LearningRule Create(
        string rule, RuleOptions options, MultilayerPerceptron network, OutputLoss loss, RandomStream stream)
    {
        if (options.Optics is { } medium)
        {
            OpticalProjection light = Light(Choices.Media[medium], options, network, stream);
            return DirectFeedbackAlignment.Shared(network, loss, WithNoise(light, options, stream.Child("noise")));
        }

        bool isDirect = string.Equals(rule, "dfa", StringComparison.OrdinalIgnoreCase);
        IErrorProjection[] feedback = [.. Enumerable.Range(0, network.LayerCount - 1).Select(layer =>
        {
            int errors = isDirect ? network.Sizes[^1] : network.Sizes[layer + 2];
            IErrorProjection matrix = new DenseProjection(
                FeedbackInitialiser.HeUniform.Draw(network.Sizes[layer + 1], errors, stream.Child(layer)));
            if (options.Ternary is { } threshold) matrix = new TernaryErrors(matrix, (float)threshold);
            return WithNoise(matrix, options, stream.Child("noise").Child(layer));
        })];
        return isDirect ? new DirectFeedbackAlignment(network, loss, feedback) : new FeedbackAlignment(network, loss, feedback);
    }

    /// <summary>One projection for all layers, with entries of variance 2/n as He-uniform ones have, n the widest layer's.</summary>
    private static OpticalProjection Light(
        Func<int, int, RandomStream, double, ITransmissionMatrix> medium,
        RuleOptions options,
        MultilayerPerceptron network,
        RandomStream stream)
    {
        int widest = network.Sizes.Skip(1).SkipLast(1).DefaultIfEmpty(1).Max();
        ITransmissionMatrix transmission = medium(network.Sizes[^1], widest, stream.Child("medium"), 4.0 / widest);
        return OpticalProjection.OfTernaryErrors(transmission, stream.Child("camera"), (float)(options.Ternary ?? DefaultThreshold));
    }

    private static IErrorProjection WithNoise(IErrorProjection projection, RuleOptions options, RandomStream stream) => options switch
    {
        { Noise: { } deviation } => NoisyProjection.WithDeviation(projection, NoiseSource.Seeded(stream), (float)deviation),
        { SignalToNoise: { } ratio } => NoisyProjection.WithSignalToNoise(projection, NoiseSource.Seeded(stream), (float)ratio),
        _ => projection,
    };
}
