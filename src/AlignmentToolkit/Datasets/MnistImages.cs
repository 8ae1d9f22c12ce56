using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Datasets;

/// <summary>MNIST and data sets in its form: 60,000 training and 10,000 test images of 28 × 28 pixels in ten classes.</summary>
public static class MnistImages
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly string[] Clothing =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>The published training set, whole and in its order.</summary>
    /// <param name="name">"mnist" or "fashion-mnist".</param>
    /// <param name="folder">Where the files lie; null for <see cref="DataFolder.Default"/>.</param>
    /// <exception cref="FileNotFoundException">The files are not there; the message says how to fetch them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names file, place and reason.</exception>
    public static LabelledImages LoadTraining(string name = "mnist", DataFolder? folder = null) => Load(name, "train", folder);

    /// <summary>The published test set, whole and in its order.</summary>
    /// <inheritdoc cref="LoadTraining"/>
    public static LabelledImages LoadTest(string name = "mnist", DataFolder? folder = null) => Load(name, "t10k", folder);

    /// <summary>Reads, decodes and splits; only the chosen examples become floating-point numbers.</summary>
    internal static DataSplit Open(string name, SplitOptions options, DataFolder folder)
    {
        DataSetEntry entry = folder.Require(name);
        string[] classes = ClassNames(entry.Name);
        Task<(IdxImages Images, byte[] Labels)> test = Task.Run(() => Read(folder, entry, "t10k", classes));
        (IdxImages images, byte[] labels) = Read(folder, entry, "train", classes);

        RandomStream stream = options.Stream ?? RandomStream.From($"datasets/{entry.Name}");
        (int[] training, int[] validation) = DataSplit.Choose(
            labels.Length, options.ValidationCount, options.TrainingCount, stream.Child("validation"));
        (IdxImages testImages, byte[] testLabels) = test.GetAwaiter().GetResult();
        int testCount = options.TestCount ?? testLabels.Length;
        if (testCount < 1 || testCount > testLabels.Length)
            throw new ArgumentException($"A test count of {testCount} is outside 1 to {testLabels.Length}.", nameof(options));

        DataSplit split = new(
            entry.Name,
            Select(entry, images, labels, training, classes),
            Select(entry, images, labels, validation, classes),
            Select(entry, testImages, testLabels, [.. Enumerable.Range(0, testCount)], classes));
        return split with { Provenance = ImageDataSets.Describe(entry.Title, split) };
    }

    private static LabelledImages Load(string name, string part, DataFolder? folder)
    {
        folder ??= DataFolder.Default;
        DataSetEntry entry = folder.Require(name);
        string[] classes = ClassNames(entry.Name);
        (IdxImages images, byte[] labels) = Read(folder, entry, part, classes);
        return new LabelledImages(entry.Title, images.ToMatrix(), labels, images.Rows, images.Columns, classes);
    }

    private static LabelledImages Select(DataSetEntry entry, IdxImages images, byte[] labels, int[] examples, string[] classes) =>
        new(
            entry.Title, images.ToMatrix(examples), Array.ConvertAll(examples, example => labels[example]), images.Rows, images.Columns,
            classes);

    private static (IdxImages Images, byte[] Labels) Read(DataFolder folder, DataSetEntry entry, string part, string[] classes) =>
        IdxFile.ReadPair(PathOf(folder, entry, part + "-images"), PathOf(folder, entry, part + "-labels"), classes.Length);

    private static string PathOf(DataFolder folder, DataSetEntry entry, string start) =>
        folder.Locate(entry.Files.Single(file => file.Path.StartsWith($"{entry.Name}/{start}", StringComparison.Ordinal)));

    private static string[] ClassNames(string name) => name switch
    {
        "mnist" => Digits,
        "fashion-mnist" => Clothing,
        _ => throw new ArgumentException($"'{name}' is not in MNIST's form; 'mnist' and 'fashion-mnist' are.", nameof(name)),
    };
}
