using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>What the one-pass head reads and how it learns. The defaults are those of loeweX/Forward-Forward.</summary>
public sealed record OnePassHeadOptions
{
    /// <summary>The layers whose normalised activities it reads. Default: all but the first.</summary>
    public LayerSelection Layers { get; init; } = LayerSelection.AllButFirst;

    /// <summary>Its learning rate in each epoch. Default 0.01.</summary>
    public LearningRateSchedule LearningRate { get; init; } = 0.01;

    /// <summary>Makes its optimiser. Default: momentum 0.9 and weight decay 0.003.</summary>
    public Func<MultilayerPerceptron, Optimiser> Optimiser { get; init; } =
        static head => new StochasticGradientDescent(head, momentum: 0.9f, weightDecay: 3e-3f);
}
