using System.Globalization;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Datasets;

/// <summary>Opens a data set of labelled images by name: "mnist", "fashion-mnist" or "glyphs".</summary>
public static class ImageDataSets
{
    /// <summary>Name of the generated data set, which needs no files.</summary>
    public const string GlyphsName = "glyphs";

    /// <summary>Names that <see cref="Open"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mnist", "fashion-mnist", GlyphsName];

    /// <summary>Opens a data set, split in three.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">Sizes and the stream that decides the split; null for the defaults.</param>
    /// <param name="folder">Where the files lie; null for <see cref="DataFolder.Default"/>.</param>
    /// <exception cref="ArgumentException">Unknown name; the message lists the known ones.</exception>
    /// <exception cref="FileNotFoundException">The files are not there; the message says how to fetch them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names file, place and reason.</exception>
    public static DataSplit Open(string name, SplitOptions? options = null, DataFolder? folder = null)
    {
        options ??= new SplitOptions();
        if (!Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"No image data set is called '{name}'. There are: {string.Join(", ", Names)}.", nameof(name));
        return string.Equals(name, GlyphsName, StringComparison.OrdinalIgnoreCase)
            ? OpenGlyphs(options, "Glyphs, digit-like images generated from jittered strokes")
            : MnistImages.Open(name, options, folder ?? DataFolder.Default);
    }

    /// <summary>
    /// Opens a data set if its files are there, and *Glyphs* in its place otherwise; Name and Provenance of the split tell which.
    /// </summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">Sizes and the stream that decides the split; null for the defaults.</param>
    /// <param name="folder">Where the files may lie; null for <see cref="DataFolder.Default"/>.</param>
    /// <exception cref="ArgumentException">Unknown name; the message lists the known ones.</exception>
    /// <exception cref="InvalidDataException">A file is there but damaged.</exception>
    public static DataSplit OpenOrGlyphs(string name, SplitOptions? options = null, DataFolder? folder = null)
    {
        folder ??= DataFolder.Default;
        bool known = Names.Contains(name, StringComparer.OrdinalIgnoreCase);
        bool generated = string.Equals(name, GlyphsName, StringComparison.OrdinalIgnoreCase);
        if (!known || generated || folder.Contains(name)) return Open(name, options, folder);
        return OpenGlyphs(
            options ?? new SplitOptions(),
            $"Glyphs (generated) in place of {name}, which is not on this machine; `toolkit data fetch {name}` brings it");
    }

    private static DataSplit OpenGlyphs(SplitOptions options, string provenance)
    {
        RandomStream stream = options.Stream ?? RandomStream.From("datasets/glyphs");
        DataSplit split = new(
            GlyphsName,
            Glyphs.Generate(stream.Child("training"), options.TrainingCount ?? Glyphs.DefaultTrainingCount),
            Glyphs.GenerateOrNone(stream.Child("validation"), options.ValidationCount),
            Glyphs.Generate(stream.Child("test"), options.TestCount ?? Glyphs.DefaultTestCount));
        return split with { Provenance = Describe(provenance, split) };
    }

    internal static string Describe(string source, DataSplit split) => string.Create(
        CultureInfo.InvariantCulture,
        $"{source}: {split.Training.Count:N0} training, {split.Validation.Count:N0} validation and {split.Test.Count:N0} test images.");
}
