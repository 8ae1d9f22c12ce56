using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Cli.Training;

/// <summary>Makes the rules that project the error to the input, with projection and mirroring as the command line asks.</summary>
/// <remarks>Without options they are the rules of the catalogue: the streams have the same names.</remarks>
internal static class ProjectionRules
{
    /// <summary>Epochs of pre-mirroring of <c>pepita-mirror</c>.</summary>
    public const int PreMirroringEpochs = 2;

    private const double DefaultRate = 0.1, DefaultDecay = 0.5;

    /// <summary>Makes a rule.</summary>
    /// <param name="rule">Its name, one of <see cref="RuleOptions.Projecting"/>.</param>
    /// <param name="options">Options that have been checked.</param>
    /// <param name="network">The network that learns.</param>
    /// <param name="loss">The loss at its output.</param>
    /// <param name="stream">Draws the projection and the mirror's noise.</param>
    public static LearningRule Create(
        string rule, RuleOptions options, MultilayerPerceptron network, OutputLoss loss, RandomStream stream)
    {
        float scale = (float)(options.Kappa ?? ProjectionInitialiser.PublishedScale);
        if (!options.Mirrors(rule))
        {
            ProjectionInitialiser initialiser = Choices.Projections[options.Projection ?? "uniform"](scale);
            return New(rule, network, loss, new DenseProjection(initialiser.Draw(network.Sizes[0], network.Sizes[^1], stream)), null);
        }

        MirroredProjection projection = MirroredProjection.Draw(network.Sizes, stream.Child("projection"), scale);
        WeightMirror mirror = new(network, loss, projection, stream.Child("mirror"))
        {
            Rate = (float)(options.MirrorRate ?? DefaultRate),
            Decay = (float)(options.MirrorDecay ?? DefaultDecay),
            Schedule = Schedule(rule, options),
        };
        return New(rule, network, loss, projection, mirror);
    }

    private static LearningRule New(
        string rule, MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection, WeightMirror? mirror) =>
        rule.ToLowerInvariant() switch
        {
            "afa" => new AdaptiveFeedbackAlignment(network, loss, projection) { Mirror = mirror },
            "pepita-hebbian" => new HebbianPepita(network, loss, projection) { Mirror = mirror },
            "pepita-tl" => new TimeLocalPepita(network, loss, projection) { Mirror = mirror },
            "pepita-icml" => new Pepita(network, loss, projection, new PepitaOptions { Convention = PepitaConvention.InputPlusError })
            {
                Mirror = mirror,
            },
            _ => new Pepita(network, loss, projection) { Mirror = mirror },
        };

    private static MirroringSchedule Schedule(string rule, RuleOptions options)
    {
        bool isMirrored = string.Equals(rule, "pepita-mirror", StringComparison.OrdinalIgnoreCase);
        return new MirroringSchedule
        {
            PreMirroringEpochs = options.PreMirroring ?? (isMirrored ? PreMirroringEpochs : 0),
            Every = options.MirrorEvery ?? (isMirrored ? 1 : null),
        };
    }
}
