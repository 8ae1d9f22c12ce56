using AlignmentToolkit.CreditAssignment.Goodness;

namespace AlignmentToolkit.Cli.Training;

/// <summary>The variant of Forward-Forward that the command line asks for.</summary>
internal static class GoodnessRules
{
    /// <summary>Without options it is the variant of the catalogue.</summary>
    /// <param name="request">A request that has been checked.</param>
    public static ForwardForwardOptions Options(TrainingRequest request)
    {
        RuleOptions given = request.OfRule;
        ForwardForwardOptions usual = ForwardForwardPresets.Images;
        ForwardForwardOptions options = usual with
        {
            Threshold = (float)(given.Threshold ?? usual.Threshold),
            Goodness = given.Goodness is { } form ? Choices.Goodness[form] : usual.Goodness,
            Negatives = given.Negatives is { } negatives ? Choices.Negatives[negatives] : usual.Negatives,
            Prediction = given.Prediction is { } prediction ? Choices.Predictions[prediction] : usual.Prediction,
            Normalisation = Choices.InputNormalisations[request.UsedNormalise],
        };
        bool needsHead = options.Prediction == GoodnessPrediction.OnePass || options.Negatives == NegativeData.HardLabel;
        return needsHead ? options with { Head = Head(request.HiddenSizes.Length) } : options;
    }

    // All layers but the first, unless there is no other.
    private static OnePassHeadOptions Head(int layers) =>
        new() { Layers = layers == 1 ? LayerSelection.All : LayerSelection.AllButFirst };
}
