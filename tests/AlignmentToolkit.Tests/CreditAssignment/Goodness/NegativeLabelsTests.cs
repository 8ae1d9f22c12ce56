using AlignmentToolkit.CreditAssignment.Goodness;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

public class NegativeLabelsTests
{
    private const int Classes = 10, Count = 50_000;

    private static readonly int[] Labels = [.. Enumerable.Range(0, Count).Select(i => i * 7919 % Classes)];

    // 10 labels with 9 wrong ones each: 90 cells under 10 constraints leave 80 degrees of freedom, so χ² has mean 80 and variance 160.
    [Fact]
    public void A_wrong_label_is_never_the_true_one_and_otherwise_uniform()
    {
        int[] negatives = new int[Count];
        NegativeLabels.DrawWrong(Labels, Classes, RandomStream.From("negatives/wrong"), negatives);
        Assert.DoesNotContain(Labels.Zip(negatives), pair => pair.First == pair.Second);
        double expected = Count / (Classes * (Classes - 1.0)), chiSquare = 0;
        for (int label = 0; label < Classes; label++)
            foreach (int wrong in Enumerable.Range(0, Classes).Where(c => c != label))
                chiSquare += Math.Pow(Labels.Zip(negatives).Count(pair => pair == (label, wrong)) - expected, 2) / expected;
        Assert.InRange(chiSquare, 80 - 5 * Math.Sqrt(160), 80 + 5 * Math.Sqrt(160));
    }

    // Fixed points of a random permutation of labels with 10 equal classes: mean N/10, variance close to N·0.1·0.9 (smaller by the
    // constraint of equal counts).
    [Fact]
    public void One_in_ten_permuted_labels_stays_true_and_none_gets_lost()
    {
        int[] negatives = new int[Count];
        NegativeLabels.DrawPermuted(Labels, RandomStream.From("negatives/permuted"), negatives);
        Assert.Equal(Labels.Order(), negatives.Order());
        double kept = Labels.Zip(negatives).Count(pair => pair.First == pair.Second);
        Assert.Equal(Count / 10.0, kept, 5 * Math.Sqrt(Count * 0.1 * 0.9));
    }

    // Probabilities 0.5 (true), 0.3, 0.2, 0: given that it is wrong, 0.6 and 0.4.
    [Fact]
    public void A_hard_label_is_likely_in_proportion_to_its_probability_and_never_the_true_one()
    {
        Matrix<float> probabilities = Matrix<float>.Build.Dense(4, Count, (c, _) => new[] { 0.3f, 0.5f, 0, 0.2f }[c]);
        int[] labels = new int[Count], negatives = new int[Count];
        Array.Fill(labels, 1);
        NegativeLabels.DrawHard(labels, probabilities, RandomStream.From("negatives/hard"), negatives);
        Assert.Equal(0.6 * Count, negatives.Count(label => label == 0), 5 * Math.Sqrt(Count * 0.6 * 0.4));
        Assert.Equal(Count, negatives.Count(label => label is 0 or 3));
    }

    [Fact]
    public void Where_no_wrong_label_has_a_chance_all_have_the_same()
    {
        Matrix<float> certain = Matrix<float>.Build.Dense(4, Count, (c, _) => c == 2 ? 1 : 0);
        int[] labels = new int[Count], negatives = new int[Count];
        Array.Fill(labels, 2);
        NegativeLabels.DrawHard(labels, certain, RandomStream.From("negatives/certain"), negatives);
        foreach (int wrong in new[] { 0, 1, 3 })
            Assert.Equal(Count / 3.0, negatives.Count(label => label == wrong), 5 * Math.Sqrt(Count * 2 / 9.0));
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        RandomStream stream = RandomStream.From("negatives/refused");
        ArgumentException error = Assert.Throws<ArgumentException>(() => NegativeLabels.DrawWrong([0, 1], 3, stream, new int[3]));
        Assert.Contains("2 labels", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => NegativeLabels.DrawHard([0, 1], Matrix<float>.Build.Dense(3, 3), stream, new int[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NegativeLabels.DrawWrong([0], 1, stream, new int[1]));
    }
}
