using AlignmentToolkit.Datasets;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

public class GlyphsTests
{
    private static readonly RandomStream Stream = RandomStream.From("tests/glyphs");

    [Fact]
    public void The_same_stream_gives_the_same_bits_on_any_number_of_threads()
    {
        float[] many = Pixels(Generate(Stream, 1_000));
        int threads = Parallelism.Threads;
        try
        {
            Parallelism.Threads = 1;
            Assert.Equal(many, Pixels(Generate(Stream, 1_000)));
        }
        finally
        {
            Parallelism.Threads = threads;
        }
    }

    [Fact]
    public void Fewer_figures_are_the_first_of_many()
    {
        LabelledImages many = Generate(Stream, 345), few = Generate(Stream, 123);
        Assert.Equal(many.Take(123).Labels, few.Labels);
        Assert.Equal(Pixels(many.Take(123)), Pixels(few));
    }

    [Fact]
    public void Another_stream_gives_other_figures() =>
        Assert.NotEqual(Pixels(Generate(Stream, 10)), Pixels(Generate(RandomStream.From("tests/others"), 10)));

    [Fact]
    public void Every_class_comes_once_in_ten()
    {
        byte[] labels = Generate(Stream, 95).Labels;
        Assert.All(labels[..90].Chunk(10), ten => Assert.Equal(Enumerable.Range(0, 10), ten.Order().Select(label => (int)label)));
        Assert.Equal(5, labels[90..].Distinct().Count());
    }

    [Fact]
    public void Every_image_has_ink_in_the_middle_and_paper_at_the_rim()
    {
        LabelledImages images = Generate(Stream, 500, new GlyphSettings { Noise = 0, StrayMark = 0 });
        for (int i = 0; i < images.Count; i++)
        {
            float[] pixels = images.Image(i).ToArray();
            Assert.All(pixels, pixel => Assert.InRange(pixel, 0f, 1f));
            // Ink is at least 0.75 where a stroke covers a pixel whole, and the thinnest pen nearly does somewhere.
            Assert.True(pixels.Max() > 0.5f);
            float mean = pixels.Average();
            Assert.InRange(mean, 0.02f, 0.5f);
        }
    }

    [Fact]
    public void A_steady_hand_writes_each_way_of_a_digit_alike()
    {
        GlyphSettings steady = new()
        {
            Rotation = 0,
            Slant = 0,
            Stretch = 0,
            Shift = 0,
            Jitter = 0,
            Bend = 0,
            ThinPen = 2,
            ThickPen = 2,
            StrayMark = 0,
            Noise = 0,
        };
        LabelledImages images = Generate(Stream, 200, steady);
        // Ink, softness and a tenth of pen width still vary, so figures of one way differ little and those of two classes much.
        for (int digit = 0; digit < 10; digit++)
        {
            int[] same = [.. Enumerable.Range(0, images.Count).Where(i => images.Labels[i] == digit)];
            double nearest = same.Skip(1).Min(i => Distance(images, same[0], i));
            double nearestOther = Enumerable.Range(0, images.Count).Where(i => images.Labels[i] != digit)
                .Min(i => Distance(images, same[0], i));
            Assert.True(nearest < nearestOther, $"{digit}: {nearest} and {nearestOther}");
        }
    }

    [Fact]
    public void Cancelling_stops_the_work()
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => Glyphs.Generate(Stream, 1_000, cancellation: stopped.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public void Impossible_counts_are_refused(int count) => Assert.Throws<ArgumentOutOfRangeException>(() => Generate(Stream, count));

    private static LabelledImages Generate(RandomStream stream, int count, GlyphSettings? settings = null) =>
        Glyphs.Generate(stream, count, settings, TestContext.Current.CancellationToken);

    private static double Distance(LabelledImages images, int i, int j)
    {
        double sum = 0;
        for (int p = 0; p < images.Features; p++) sum += Math.Pow(images.Image(i)[p] - images.Image(j)[p], 2);
        return Math.Sqrt(sum);
    }

    private static float[] Pixels(LabelledImages images) => images.Images.AsColumnMajorArray();
}
