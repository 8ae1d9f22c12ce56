using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

public class SignSymmetricMixtureTests
{
    [Fact]
    public void Samples_follow_the_definition_of_the_mixture()
    {
        SignSymmetricMixture mixture = new(RandomStream.From("mixture"), inputSize: 50, classCount: 4, noise: 0.5f);
        LabelledExamples examples = mixture.Draw(20_000, RandomStream.From("mixture/draw"));

        // Each class has probability ¼: five standard errors of a binomial share.
        for (int c = 0; c < 4; c++)
            Assert.Equal(0.25, examples.Labels.Count(label => label == c) / 20_000.0, 5 * Math.Sqrt(0.25 * 0.75 / 20_000));

        // √(1 + σ²)·x − s·p_c = σξ: what is left after taking the nearer of ±p_c away has variance σ², over 10⁶ numbers to five standard
        // errors.
        double squares = 0, signs = 0;
        for (int example = 0; example < examples.Count; example++)
        {
            Vector<float> x = examples.Inputs.Column(example) * MathF.Sqrt(1.25f), p = mixture.Prototypes.Column(examples.Labels[example]);
            float sign = MathF.Sign(x * p);
            signs += sign;
            squares += Math.Pow((x - sign * p).L2Norm(), 2);
        }

        Assert.Equal(0.25, squares / 1e6, 5 * 0.25 * Math.Sqrt(2 / 1e6));
        Assert.Equal(0, signs / 20_000, 5 / Math.Sqrt(20_000));
    }
}
