using AlignmentToolkit.Networks;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>Checks that feedback fits a network.</summary>
internal static class FeedbackShapes
{
    /// <summary>Throws unless there is one projection a hidden layer, each from the given number of errors to the layer's size.</summary>
    public static void Require(MultilayerPerceptron network, IReadOnlyList<IErrorProjection> feedback, Func<int, int> inputSize)
    {
        if (feedback.Count != network.LayerCount - 1)
        {
            throw new ArgumentException(
                $"{feedback.Count} projections given; the network {network} has {network.LayerCount - 1} hidden layers.", nameof(feedback));
        }

        for (int layer = 0; layer < feedback.Count; layer++)
        {
            (int rows, int columns) = (network.Sizes[layer + 1], inputSize(layer));
            if (feedback[layer].OutputSize != rows || feedback[layer].InputSize != columns)
            {
                throw new ArgumentException(
                    $"B{layer + 1} is {feedback[layer].OutputSize}×{feedback[layer].InputSize}; {rows}×{columns} is needed.",
                    nameof(feedback));
            }
        }
    }
}
