using AlignmentToolkit.Networks;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>The choices that variants of Forward-Forward differ in. Published sets: <see cref="ForwardForwardPresets"/>.</summary>
public sealed record ForwardForwardOptions
{
    /// <summary>How goodness is measured. Default: the mean of squares.</summary>
    public GoodnessForm Goodness { get; init; } = GoodnessForm.Mean;

    /// <summary>
    /// θ for a unit, greater than 0: goodness is compared with it in the mean form and with n_l times as much in the sum form. Default 1.
    /// </summary>
    public float Threshold { get; init; } = 1;

    /// <summary>How examples are normalised before each layer. Default: to unit root mean square.</summary>
    public InputNormalisation Normalisation { get; init; } = InputNormalisation.PerExampleRootMeanSquare;

    /// <summary>Where the label stands. Default: it overwrites the first C inputs.</summary>
    public LabelEmbedding Embedding { get; init; } = LabelEmbedding.Overwrite;

    /// <summary>
    /// The number at the label's place, finite and at least 0; null for the largest magnitude among the example's other inputs. Default 1.
    /// </summary>
    public float? LabelValue { get; init; } = 1;

    /// <summary>Which label negatives carry. Default: a wrong one, all equally likely.</summary>
    public NegativeData Negatives { get; init; } = NegativeData.WrongLabel;

    /// <summary>Makes the images of <see cref="NegativeData.HybridImage"/>; null, the default, for other negatives.</summary>
    public HybridImages? Hybrids { get; init; }

    /// <summary>Peer normalisation, or null for none, the default.</summary>
    public PeerNormalisation? Peers { get; init; }

    /// <summary>When which layer learns. Default: all together.</summary>
    public LayerSchedule Schedule { get; init; } = LayerSchedule.Together;

    /// <summary>How <c>Score</c> predicts. Default: by goodness.</summary>
    public GoodnessPrediction Prediction { get; init; } = GoodnessPrediction.LargestGoodness;

    /// <summary>The layers whose goodness counts in predictions. Default: all.</summary>
    public LayerSelection CountedLayers { get; init; } = LayerSelection.All;

    /// <summary>The one-pass head that learns beside the layers, or null for none, the default: it costs another pass a step.</summary>
    public OnePassHeadOptions? Head { get; init; }

    internal void Validate()
    {
        Require.FiniteAndPositive(Threshold, nameof(Threshold));
        if (LabelValue is { } value) Require.FiniteAndNotNegative(value, nameof(LabelValue));
        Peers?.Validate();
        bool areHybrids = Negatives == NegativeData.HybridImage;
        Demand(areHybrids == Hybrids is not null, nameof(Hybrids), $"is {Describe(Hybrids)}; it goes with {NegativeData.HybridImage}");
        Demand(areHybrids == (Embedding == LabelEmbedding.None), nameof(Embedding), $"is {Embedding}; hybrid images have no label");
        Demand(
            !areHybrids || Prediction == GoodnessPrediction.OnePass,
            nameof(Prediction),
            $"is {Prediction}; without labels the head predicts");
        bool needsHead = Prediction == GoodnessPrediction.OnePass || Negatives == NegativeData.HardLabel;
        Demand(!needsHead || Head is not null, nameof(Head), $"is null; prediction {Prediction} needs one");
    }

    private static string Describe(object? option) => option is null ? "null" : "set";

    private void Demand(bool isAllowed, string name, string problem)
    {
        if (!isAllowed) throw new ArgumentException($"{name} {problem}. Negative data: {Negatives}.", name);
    }
}
