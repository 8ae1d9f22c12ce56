using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Datasets;

/// <summary>Grey images with their classes: one column of a matrix per image.</summary>
/// <remarks>
/// Feature <c>row · Columns + column</c> of an example is the pixel at that row (from the top) and column (from the left);
/// 0 is background, 1 is full ink.
/// </remarks>
public sealed class LabelledImages
{
    private readonly float[] _pixels;

    /// <summary>Images that lie in a matrix already.</summary>
    /// <param name="name">What the images are, for people.</param>
    /// <param name="images">Dense, (rows · columns) × examples, pixels in [0, 1]; kept, not copied.</param>
    /// <param name="labels">Class of each example, below the number of class names; kept, not copied.</param>
    /// <param name="rows">Height of an image in pixels.</param>
    /// <param name="columns">Width of an image in pixels.</param>
    /// <param name="classNames">Name of class 0, 1, …</param>
    /// <exception cref="ArgumentException">Sizes that do not fit together, a label without a class, a matrix that is not dense.</exception>
    public LabelledImages(string name, Matrix<float> images, byte[] labels, int rows, int columns, IReadOnlyList<string> classNames)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (images.RowCount != (long)rows * columns)
            throw new ArgumentException(
                $"A matrix of {images.RowCount} features does not hold images of {rows} × {columns} pixels.", nameof(images));
        if (labels.Length != images.ColumnCount)
            throw new ArgumentException($"{labels.Length} labels for {images.ColumnCount} images; one each is needed.", nameof(labels));
        int stray = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(255, classNames.Count - 1));
        if (classNames.Count == 0 || stray >= 0)
            throw new ArgumentException(
                $"Label {labels[Math.Max(0, stray)]} of example {Math.Max(0, stray)} is not below the {classNames.Count} classes.",
                nameof(labels));

        _pixels = images.AsColumnMajorArray()
            ?? throw new ArgumentException("The matrix is not dense in column-major order.", nameof(images));
        Name = name;
        Images = images;
        Labels = labels;
        Rows = rows;
        Columns = columns;
        ClassNames = classNames;
    }

    /// <summary>What the images are, for people.</summary>
    public string Name { get; }

    /// <summary>X, features × examples: each column is one image, its rows of pixels one after the other, values in [0, 1].</summary>
    public Matrix<float> Images { get; }

    /// <summary>Class of each example.</summary>
    public byte[] Labels { get; }

    /// <summary>Height of an image in pixels.</summary>
    public int Rows { get; }

    /// <summary>Width of an image in pixels.</summary>
    public int Columns { get; }

    /// <summary>Name of class 0, 1, …</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>How many examples there are; at least 1.</summary>
    public int Count => Labels.Length;

    /// <summary>How many numbers describe an example: Rows · Columns.</summary>
    public int Features => Images.RowCount;

    /// <summary>The pixels of one example, row by row.</summary>
    /// <param name="example">Number of the example, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such example.</exception>
    public ReadOnlySpan<float> Image(int example)
    {
        ThrowIfNoExample(example, nameof(example));
        return _pixels.AsSpan(example * Features, Features);
    }

    /// <summary>The first examples.</summary>
    /// <param name="count">How many, from 1 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one or more than there are.</exception>
    public LabelledImages Take(int count) => Range(0, count);

    /// <summary>Consecutive examples, copied.</summary>
    /// <param name="start">Number of the first one.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the examples there are.</exception>
    public LabelledImages Range(int start, int count)
    {
        ThrowIfNoExample(start, nameof(start));
        if (count < 1 || count > Count - start)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"From example {start} on there are 1 to {Count - start} to take.");
        float[] pixels = _pixels.AsSpan(start * Features, count * Features).ToArray();
        return With(pixels, Labels.AsSpan(start, count).ToArray());
    }

    /// <summary>Chosen examples in the given order, copied; an example may come more than once.</summary>
    /// <param name="examples">Numbers of the examples; none gives an empty set.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such example.</exception>
    public LabelledImages Subset(ReadOnlySpan<int> examples)
    {
        float[] pixels = new float[examples.Length * Features];
        byte[] labels = new byte[examples.Length];
        for (int i = 0; i < examples.Length; i++)
        {
            Image(examples[i]).CopyTo(pixels.AsSpan(i * Features));
            labels[i] = Labels[examples[i]];
        }

        return With(pixels, labels);
    }

    /// <summary>The targets of a classifier: classes × examples, 1 at the class of each example and 0 elsewhere.</summary>
    public Matrix<float> OneHot()
    {
        float[] targets = new float[ClassNames.Count * Count];
        for (int example = 0; example < Count; example++) targets[example * ClassNames.Count + Labels[example]] = 1;
        return Matrix<float>.Build.Dense(ClassNames.Count, Count, targets);
    }

    /// <summary>How many examples each class has.</summary>
    public int[] ClassCounts()
    {
        int[] counts = new int[ClassNames.Count];
        foreach (byte label in Labels) counts[label]++;
        return counts;
    }

    /// <summary>For example "MNIST: 60,000 images of 28 × 28 pixels in 10 classes".</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Name}: {Count:N0} images of {Rows} × {Columns} pixels in {ClassNames.Count} classes");

    private LabelledImages With(float[] pixels, byte[] labels) =>
        new(Name, Matrix<float>.Build.Dense(Features, labels.Length, pixels), labels, Rows, Columns, ClassNames);

    private void ThrowIfNoExample(int example, string parameter)
    {
        if ((uint)example >= (uint)Count)
            throw new ArgumentOutOfRangeException(parameter, example, $"Examples are numbered 0 to {Count - 1}.");
    }
}
