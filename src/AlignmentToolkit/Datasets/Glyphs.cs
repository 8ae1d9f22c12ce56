using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Datasets;

/// <summary>
/// A generator of digit-like images that needs no file: jittered, bent and slanted pen strokes on 28 × 28 pixels, ten classes.
/// </summary>
/// <remarks>
/// At the default sizes a softmax classifier on the pixels reaches 87.3 % of the test images at its best moment of training (89.0 % of the
/// training images), a network with one hidden layer of 256 ReLU units 96.9 % after 6 epochs and 97.6 % after 12.
/// The figures of any count start with the figures of every smaller count of the same stream, and each block of ten consecutive figures
/// holds every class once.
/// </remarks>
public static class Glyphs
{
    /// <summary>Height and width of an image in pixels.</summary>
    public const int Side = 28;

    /// <summary>Training examples where nobody asks for another number.</summary>
    public const int DefaultTrainingCount = 15_000;

    /// <summary>Test examples where nobody asks for another number.</summary>
    public const int DefaultTestCount = 4_000;

    private const int Classes = 10;
    private const int BlockSize = 256;

    private static readonly string[] Names = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>Generates images; the same stream gives the same bits on any number of threads.</summary>
    /// <param name="stream">Names the images; only its children are drawn from.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="settings">How unsteady the hand is; null for the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">Count below 1, or more images than a matrix holds.</exception>
    public static LabelledImages Generate(
        RandomStream stream, int count, GlyphSettings? settings = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Array.MaxLength / (Side * Side));
        settings ??= new GlyphSettings();

        byte[] labels = DrawLabels(stream.Child("labels"), count);
        float[] pixels = new float[count * Side * Side];
        RandomStream figures = stream.Child("figures");
        ParallelOptions options = new() { MaxDegreeOfParallelism = Parallelism.Threads, CancellationToken = cancellation };
        Parallel.For(0, (count + BlockSize - 1) / BlockSize, options, () => new GlyphHand(settings), (block, _, hand) =>
        {
            for (int i = block * BlockSize; i < Math.Min(count, (block + 1) * BlockSize); i++)
                hand.Write(labels[i], figures.Child(i), pixels.AsSpan(i * Side * Side, Side * Side));
            return hand;
        }, _ => { });
        return new LabelledImages("Glyphs", Matrix<float>.Build.Dense(Side * Side, count, pixels), labels, Side, Side, Names);
    }

    /// <summary>As <see cref="Generate"/> with the defaults, and an empty set for a count of 0.</summary>
    internal static LabelledImages GenerateOrNone(RandomStream stream, int count) =>
        count == 0 ? Generate(stream, 1).Subset([]) : Generate(stream, count);

    private static byte[] DrawLabels(RandomStream random, int count)
    {
        byte[] labels = new byte[count];
        Span<byte> block = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (int start = 0; start < count; start += Classes)
        {
            random.Shuffle(block);
            block[..Math.Min(Classes, count - start)].CopyTo(labels.AsSpan(start));
        }

        return labels;
    }
}
