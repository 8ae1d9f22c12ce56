using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>Acceptance check 1: the micro-example of section 2.15 for BP, FA and DFA.</summary>
public class MicroExampleTests
{
    // Single precision: every number here is a sum of at most 4 products, three layers deep and back, of magnitude below 1: fewer than
    // 64 roundings of half a unit in the last place (2⁻²⁴) each.
    private const double SinglePrecision = 64.0 / (1 << 24);

    [Theory, InlineData("BP"), InlineData("FA"), InlineData("DFA")]
    public void Reference_gives_the_numbers_of_the_page_to_1e_minus_7(string rule) =>
        Assert.True(NetworkBuilder.LargestDifference(MicroExample.Updates(rule), Reference(rule)) < 1e-7);

    [Theory, InlineData("BP"), InlineData("FA"), InlineData("DFA")]
    public void Library_gives_the_numbers_of_the_page_to_single_precision(string rule) =>
        Assert.True(
            NetworkBuilder.LargestDifference(MicroExample.Updates(rule), NetworkBuilder.UpdatesOf(Rule(rule), Batch())) < SinglePrecision);

    [Fact]
    public void Loss_and_outputs_are_those_of_the_page()
    {
        LearningRule rule = Rule("BP");
        MiniBatch batch = Batch();
        Assert.Equal(MicroExample.Loss, rule.Learn(batch, new UpdateRecorder(rule.Network)).Loss, SinglePrecision);

        Matrix<float> outputs = rule.Network.Logits(batch.Inputs);
        rule.Loss.Output(outputs, outputs);
        Assert.True(NetworkBuilder.LargestDifference([MicroExample.Outputs], [NetworkBuilder.ToArray(outputs)]) < SinglePrecision);
    }

    private static double[][,] Reference(string rule)
    {
        ReferenceRules reference = new(MicroExample.Weights, a => Math.Max(a, 0), a => a > 0 ? 1 : 0);
        return NetworkBuilder.SumOverExamples(MicroExample.Inputs, MicroExample.Targets, (x, t) => rule switch
        {
            "FA" => reference.FeedbackAlignment(x, t, MicroExample.FeedbackAlignment),
            "DFA" => reference.DirectFeedbackAlignment(x, t, MicroExample.DirectFeedbackAlignment),
            _ => reference.Backpropagation(x, t),
        });
    }

    private static LearningRule Rule(string rule)
    {
        MultilayerPerceptron network = NetworkBuilder.WithWeights(MicroExample.Weights, Activation.Relu);
        OutputLoss loss = OutputLoss.SoftmaxCrossEntropy;
        return rule switch
        {
            "FA" => new FeedbackAlignment(network, loss, NetworkBuilder.Projections(MicroExample.FeedbackAlignment)),
            "DFA" => new DirectFeedbackAlignment(network, loss, NetworkBuilder.Projections(MicroExample.DirectFeedbackAlignment)),
            _ => new Backpropagation(network, loss),
        };
    }

    private static MiniBatch Batch() => new(NetworkBuilder.ToMatrix(MicroExample.Inputs), NetworkBuilder.ToMatrix(MicroExample.Targets));
}
