using AlignmentToolkit.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

/// <summary>The published facts about MNIST and Fashion-MNIST, on the real files.</summary>
public class MnistImagesTests
{
    [Theory]
    [InlineData("mnist", "5923 6742 5958 6131 5842 5421 5918 6265 5851 5949", "5 0 4 1 9 2 1 3 1 4", 0.130660476274)]
    [InlineData("fashion-mnist", "6000 6000 6000 6000 6000 6000 6000 6000 6000 6000", "9 0 0 3 0 2 7 2 5 5", 0.286040596989)]
    public void The_training_set_is_the_published_one(string name, string counts, string first, double mean) =>
        AssertIs(MnistImages.LoadTraining(name, FolderWith(name)), 60_000, counts, first, mean);

    [Theory]
    [InlineData("mnist", "980 1135 1032 1010 982 892 958 1028 974 1009", "7 2 1 0 4 1 4 9 5 9", 0.132514605842)]
    [InlineData("fashion-mnist", "1000 1000 1000 1000 1000 1000 1000 1000 1000 1000", "9 2 1 1 6 1 4 6 5 7", 0.286849280712)]
    public void The_test_set_is_the_published_one(string name, string counts, string first, double mean) =>
        AssertIs(MnistImages.LoadTest(name, FolderWith(name)), 10_000, counts, first, mean);

    [Fact]
    public void Opening_splits_in_three_without_loss()
    {
        DataFolder folder = FolderWith("mnist");
        DataSplit split = ImageDataSets.Open("mnist", new SplitOptions { ValidationCount = 5_000 }, folder);
        Assert.Equal((55_000, 5_000, 10_000), (split.Training.Count, split.Validation.Count, split.Test.Count));
        int[] counts = [.. split.Training.ClassCounts().Zip(split.Validation.ClassCounts(), (a, b) => a + b)];
        Assert.Equal(MnistImages.LoadTraining("mnist", folder).ClassCounts(), counts);
        Assert.Equal("mnist", split.Name);
        Assert.Equal("MNIST: 55,000 training, 5,000 validation and 10,000 test images.", split.Provenance);
    }

    [Fact]
    public void Sizes_can_be_chosen()
    {
        DataSplit split = ImageDataSets.Open(
            "mnist", new SplitOptions { TrainingCount = 300, ValidationCount = 200, TestCount = 10 }, FolderWith("mnist"));
        Assert.Equal((300, 200), (split.Training.Count, split.Validation.Count));
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], split.Test.Labels);
        Assert.Throws<ArgumentException>(() => ImageDataSets.Open("mnist", new SplitOptions { TestCount = 10_001 }, FolderWith("mnist")));
    }

    private static void AssertIs(LabelledImages images, int count, string classCounts, string firstLabels, double mean)
    {
        Assert.Equal((count, 28, 28), (images.Count, images.Rows, images.Columns));
        Assert.Equal(classCounts, string.Join(' ', images.ClassCounts()));
        Assert.Equal(firstLabels, string.Join(' ', images.Labels.Take(10)));

        // The mean of pixel/255 over the decompressed bytes, by another program to twelve digits; pixels are whole numbers, so this sum is
        // exact.
        long sum = 0;
        foreach (float pixel in images.Images.AsColumnMajorArray()) sum += (long)MathF.Round(pixel * 255);
        Assert.Equal(mean, sum / (255.0 * count * 784), 1e-12);
    }

    private static DataFolder FolderWith(string name)
    {
        DataFolder folder = DataFolder.Default;
        if (!folder.Contains(name)) Assert.Skip($"needs {name}: `toolkit data fetch {name}`, or TOOLKIT_DATA");
        return folder;
    }
}
