namespace AlignmentToolkit.Datasets;

/// <summary>Reads IDX files, the format of MNIST and its relatives, gzip-compressed or plain.</summary>
/// <remarks>
/// Big-endian: two zero bytes, the element type (0x08, unsigned byte), the number of dimensions, each dimension as 32 bits, then the
/// elements with the last dimension fastest. The format came with MNIST [LeCun 1998].
/// Memory grows with the bytes that are really there, whatever the header promises.
/// </remarks>
public static class IdxFile
{
    /// <summary>Images: three dimensions, count × rows × columns.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not such a file; the message names file, place and reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxImages ReadImages(string path)
    {
        using FileStream file = Open(path);
        return ReadImages(file, path);
    }

    /// <summary>Labels: one dimension.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is not such a file; the message names file, place and reason.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadLabels(string path)
    {
        using FileStream file = Open(path);
        return ReadLabels(file, path);
    }

    /// <summary>Images and their labels, which must be equally many and below the number of classes.</summary>
    /// <param name="name">What the images are, for people.</param>
    /// <param name="imagesPath">File of the images.</param>
    /// <param name="labelsPath">File of the labels.</param>
    /// <param name="classNames">Name of class 0, 1, …</param>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the two do not belong together.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LabelledImages ReadLabelledImages(string name, string imagesPath, string labelsPath, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        (IdxImages images, byte[] labels) = ReadPair(imagesPath, labelsPath, classNames.Count);
        return new LabelledImages(name, images.ToMatrix(), labels, images.Rows, images.Columns, classNames);
    }

    /// <summary>Images and labels that belong together, pixels still as bytes.</summary>
    internal static (IdxImages Images, byte[] Labels) ReadPair(string imagesPath, string labelsPath, int classes)
    {
        byte[] labels = ReadLabels(labelsPath);
        int stray = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(255, classes - 1));
        if (stray >= 0)
            throw new InvalidDataException($"{labelsPath}: label {labels[stray]} of example {stray} is not below the {classes} classes.");
        IdxImages images = ReadImages(imagesPath);
        if (images.Count != labels.Length)
            throw new InvalidDataException(
                $"{labelsPath}: {labels.Length} labels do not belong to the {images.Count} images of {imagesPath}.");
        return (images, labels);
    }

    internal static IdxImages ReadImages(Stream stream, string name)
    {
        using IdxReader reader = new(stream, name);
        int[] shape = reader.ReadHeader(dimensions: 3, "images");
        return new IdxImages(reader.ReadElements(shape), shape[0], shape[1], shape[2]);
    }

    internal static byte[] ReadLabels(Stream stream, string name)
    {
        using IdxReader reader = new(stream, name);
        return reader.ReadElements(reader.ReadHeader(dimensions: 1, "labels"));
    }

    private static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.SequentialScan);
    }
}
