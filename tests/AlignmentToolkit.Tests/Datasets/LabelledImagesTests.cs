using AlignmentToolkit.Datasets;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

public class LabelledImagesTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    /// <summary>Four images of 1 × 2 pixels; pixel p of image i is i + p/10.</summary>
    private static LabelledImages Four() =>
        new("four", Matrix<float>.Build.Dense(2, 4, (pixel, image) => image + pixel / 10f), [2, 0, 1, 2], 1, 2, Names);

    [Fact]
    public void A_subset_keeps_order_repeats_and_labels()
    {
        LabelledImages subset = Four().Subset([3, 1, 1]);
        Assert.Equal([2, 0, 0], subset.Labels);
        Assert.Equal([3f, 3.1f], subset.Image(0).ToArray());
        Assert.Equal([1f, 1.1f], subset.Images.Column(2));
    }

    [Fact]
    public void Take_and_range_are_the_subsets_of_consecutive_examples()
    {
        Assert.Equal(Four().Subset([0, 1]).Images, Four().Take(2).Images);
        Assert.Equal(Four().Subset([1, 2, 3]).Images, Four().Range(1, 3).Images);
        Assert.Equal([0, 1, 2], Four().Range(1, 3).Labels);
    }

    [Fact]
    public void A_copy_does_not_share_pixels()
    {
        LabelledImages whole = Four();
        whole.Take(4).Images[0, 0] = 9;
        Assert.Equal(0, whole.Images[0, 0]);
    }

    [Fact]
    public void Targets_hold_one_1_in_each_column_at_its_class()
    {
        Matrix<float> targets = Four().OneHot();
        Assert.Equal(Matrix<float>.Build.DenseOfArray(new float[,] { { 0, 1, 0, 0 }, { 0, 0, 1, 0 }, { 1, 0, 0, 1 } }), targets);
    }

    [Fact]
    public void Classes_are_counted() => Assert.Equal([1, 1, 2], Four().ClassCounts());

    [Fact]
    public void The_text_says_what_it_is() => Assert.Equal("four: 4 images of 1 × 2 pixels in 3 classes", Four().ToString());

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Matrix<float> images = Matrix<float>.Build.Dense(2, 2);
        Assert.Contains("2 features", Refusal(images, [0, 1], 2, 2), StringComparison.Ordinal);
        Assert.Contains("3 labels for 2 images", Refusal(images, [0, 1, 2], 1, 2), StringComparison.Ordinal);
        Assert.Contains("Label 3 of example 1", Refusal(images, [0, 3], 1, 2), StringComparison.Ordinal);
        Assert.Contains("not dense", Refusal(Matrix<float>.Build.Sparse(2, 2), [0, 1], 1, 2), StringComparison.Ordinal);

        static string Refusal(Matrix<float> images, byte[] labels, int rows, int columns) =>
            Assert.ThrowsAny<ArgumentException>(() => new LabelledImages("x", images, labels, rows, columns, Names)).Message;
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(4, 1)]
    [InlineData(-1, 1)]
    [InlineData(3, 2)]
    public void Ranges_outside_the_examples_are_refused(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Four().Range(start, count));

    [Fact]
    public void Examples_outside_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Four().Subset([4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Four().Image(-1).Length);
        Assert.Equal(0, Four().Subset([]).Count);
    }
}
