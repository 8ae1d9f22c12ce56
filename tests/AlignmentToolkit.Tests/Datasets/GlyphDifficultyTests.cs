using AlignmentToolkit.Datasets;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

/// <summary>Glyphs reward a hidden layer: a linear classifier stays below 90 %, a network with 256 hidden units exceeds 95 %.</summary>
public class GlyphDifficultyTests
{
    private static readonly RandomStream Stream = RandomStream.From("datasets/glyphs");
    private static readonly Lazy<LabelledImages> Training = new(
        () => Glyphs.Generate(Stream.Child("training"), Glyphs.DefaultTrainingCount));
    private static readonly Lazy<LabelledImages> Test = new(() => Glyphs.Generate(Stream.Child("test"), Glyphs.DefaultTestCount));

    [Fact]
    public void A_linear_classifier_stays_below_90_percent_whenever_it_is_stopped()
    {
        RandomStream random = RandomStream.From("tests/glyphs/linear");
        SmallClassifier classifier = new([784, 10], random.Child("init"));
        double best = classifier.BestTestAccuracy(Training.Value, Test.Value, epochs: 15, learningRate: 2e-3f, random.Child("order"));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"best {best:P2}, at the end {classifier.Accuracy(Test.Value):P2}, training {classifier.Accuracy(Training.Value):P2}");
        Assert.InRange(best, 0.8, 0.9);
    }

    [Fact]
    public void A_hidden_layer_exceeds_95_percent()
    {
        RandomStream random = RandomStream.From("tests/glyphs/hidden");
        SmallClassifier classifier = new([784, 256, 10], random.Child("init"));
        _ = classifier.BestTestAccuracy(Training.Value, Test.Value, epochs: 6, learningRate: 1.5e-3f, random.Child("order"));
        double accuracy = classifier.Accuracy(Test.Value);
        TestContext.Current.TestOutputHelper?.WriteLine($"at the end {accuracy:P2}, training {classifier.Accuracy(Training.Value):P2}");
        Assert.InRange(accuracy, 0.95, 1);
    }
}
