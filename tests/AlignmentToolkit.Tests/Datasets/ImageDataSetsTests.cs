using AlignmentToolkit.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

public class ImageDataSetsTests
{
    private static readonly SplitOptions Small = new() { TrainingCount = 40, ValidationCount = 20, TestCount = 30 };

    [Fact]
    public void Glyphs_stand_in_for_files_that_are_not_there_and_the_split_says_so()
    {
        using TemporaryFolder empty = new();
        DataSplit split = ImageDataSets.OpenOrGlyphs("mnist", Small, new DataFolder(empty.Path));
        Assert.Equal("glyphs", split.Name);
        Assert.Contains("in place of mnist", split.Provenance, StringComparison.Ordinal);
        Assert.DoesNotContain(empty.Path, split.Provenance, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => ImageDataSets.Open("mnist", Small, new DataFolder(empty.Path)));
    }

    [Fact]
    public void Glyphs_come_in_three_parts_without_a_figure_in_common()
    {
        DataSplit split = ImageDataSets.Open("glyphs", Small);
        Assert.Equal((40, 20, 30), (split.Training.Count, split.Validation.Count, split.Test.Count));
        HashSet<string> figures = [];
        foreach (LabelledImages part in new[] { split.Training, split.Validation, split.Test })
        {
            for (int i = 0; i < part.Count; i++) figures.Add(string.Join(' ', part.Image(i).ToArray()));
        }

        Assert.Equal(90, figures.Count);
    }

    [Fact]
    public void Damaged_files_are_an_error_and_no_reason_to_switch_to_Glyphs()
    {
        using TemporaryFolder root = new();
        foreach (DataFileEntry file in DataCatalogue.Public.Find("mnist").Files) root.Write(file.Path, new byte[file.Bytes]);
        Assert.Throws<InvalidDataException>(() => ImageDataSets.OpenOrGlyphs("mnist", Small, new DataFolder(root.Path)));
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() =>
        Assert.Contains(
            "There are: mnist, fashion-mnist, glyphs.", Assert.Throws<ArgumentException>(() => ImageDataSets.OpenOrGlyphs("minst")).Message,
            StringComparison.Ordinal);
}
