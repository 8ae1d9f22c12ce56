using AlignmentToolkit.Datasets;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

public class DataSplitTests
{
    private static readonly string[] Names = ["only"];

    /// <summary>Images of one pixel that is their number.</summary>
    private static LabelledImages Numbered(int count) =>
        new("numbered", Matrix<float>.Build.Dense(1, count, (_, image) => image), new byte[count], 1, 1, Names);

    [Fact]
    public void Carving_parts_the_training_set_and_leaves_the_test_set_alone()
    {
        LabelledImages test = Numbered(7);
        DataSplit split = DataSplit.Carve("s", Numbered(50), test, 10, RandomStream.From("split"));
        int[] training = NumbersOf(split.Training), validation = NumbersOf(split.Validation);

        Assert.Equal(10, validation.Length);
        Assert.Equal(Enumerable.Range(0, 50), training.Concat(validation).Order());
        Assert.Equal(training.Order(), training);
        Assert.Same(test, split.Test);
    }

    [Fact]
    public void The_stream_decides_the_split()
    {
        int[] one = Carved("one"), again = Carved("one"), other = Carved("other");
        Assert.Equal(one, again);
        // Two independent choices of 10 out of 50 agree with probability 1 in 10¹⁰.
        Assert.NotEqual(one, other);

        static int[] Carved(string name) =>
            NumbersOf(DataSplit.Carve("s", Numbered(50), Numbered(2), 10, RandomStream.From(name)).Validation);
    }

    [Fact]
    public void A_smaller_training_set_keeps_clear_of_the_validation_set()
    {
        DataSplit small = DataSplit.Carve("s", Numbered(50), Numbered(2), 10, RandomStream.From("split"), trainingCount: 5);
        DataSplit all = DataSplit.Carve("s", Numbered(50), Numbered(2), 10, RandomStream.From("split"));
        Assert.Equal(5, small.Training.Count);
        Assert.Equal(NumbersOf(all.Validation), NumbersOf(small.Validation));
        Assert.Subset(NumbersOf(all.Training).ToHashSet(), NumbersOf(small.Training).ToHashSet());
    }

    [Fact]
    public void The_last_examples_can_be_set_aside()
    {
        DataSplit split = DataSplit.CarveLast("s", Numbered(6), Numbered(2), 2);
        Assert.Equal([0, 1, 2, 3], NumbersOf(split.Training));
        Assert.Equal([4, 5], NumbersOf(split.Validation));
    }

    [Fact]
    public void All_of_the_published_training_set_can_be_learned_from()
    {
        foreach (DataSplit split in new[]
        {
            DataSplit.Carve("s", Numbered(50), Numbered(2), 0, RandomStream.From("x")),
            DataSplit.CarveLast("s", Numbered(50), Numbered(2), 0),
        })
        {
            Assert.Equal(Enumerable.Range(0, 50), NumbersOf(split.Training));
            Assert.Equal(0, split.Validation.Count);
        }

        DataSplit glyphs = ImageDataSets.Open("glyphs", new SplitOptions { TrainingCount = 20, TestCount = 10, ValidationCount = 0 });
        Assert.Equal(0, glyphs.Validation.Count);
        Assert.Null(TrainingData.Of(glyphs).Validation);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-1)]
    public void Everything_cannot_be_set_aside(int count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSplit.CarveLast("s", Numbered(6), Numbered(2), count));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSplit.Carve("s", Numbered(6), Numbered(2), count, RandomStream.From("x")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void More_training_examples_than_remain_are_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSplit.Carve("s", Numbered(6), Numbered(2), 2, RandomStream.From("x"), count));

    private static int[] NumbersOf(LabelledImages images) => [.. images.Images.Row(0).Select(pixel => (int)pixel)];
}
