using AlignmentToolkit.Networks.Optimisation;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Checks that what is trained, and with what, belongs together.</summary>
internal static class TrainingParts
{
    /// <summary>Throws unless the optimiser is of the rule's network, the rules can be compared, and all examples fit the rule.</summary>
    /// <exception cref="ArgumentException">Something does not fit; the message says what.</exception>
    public static void RequireFit(LearningRule rule, Optimiser optimiser, TrainingData data, LearningRule? reference)
    {
        if (optimiser.Network != rule.Network)
            throw new ArgumentException("The optimiser must belong to the network of the learning rule.", nameof(optimiser));
        if (reference is not null && reference.HasOutputLayer != rule.HasOutputLayer)
            throw new ArgumentException(
                $"{rule.Name} and {reference.Name} cannot be compared: only {(rule.HasOutputLayer ? rule : reference).Name} has an output "
                + "layer. Train without a reference rule.", nameof(reference));
        foreach (LabelledExamples? examples in new[] { data.Training, data.Validation, data.Test })
        {
            if (examples is null) continue;
            if (examples.InputSize != rule.InputSize || examples.ClassCount != rule.ClassCount)
                throw new ArgumentException(
                    $"The examples have {examples.InputSize} inputs and {examples.ClassCount} classes; the network is {rule.Network}, "
                    + $"for {rule.InputSize} inputs and {rule.ClassCount} classes.",
                    nameof(data));
        }
    }
}
