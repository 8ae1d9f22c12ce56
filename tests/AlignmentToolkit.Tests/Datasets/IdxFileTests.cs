using AlignmentToolkit.Datasets;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Datasets;

public class IdxFileTests
{
    private static readonly string[] Two = ["even", "odd"];

    private static readonly Gen<(int[] Shape, byte[] Elements)> SomeImages =
        from count in Gen.Int[1, 9]
        from rows in Gen.Int[1, 7]
        from columns in Gen.Int[1, 7]
        from elements in Gen.Byte.Array[count * rows * columns]
        select (new[] { count, rows, columns }, elements);

    [Fact]
    public void Images_come_back_as_they_were_written_plain_and_compressed() => SomeImages.Sample(images =>
    {
        byte[] plain = IdxBytes.Create(images.Shape, images.Elements);
        foreach (byte[] file in new[] { plain, IdxBytes.Compress(plain) })
        {
            IdxImages read = Read(file);
            Assert.Equal((images.Shape[0], images.Shape[1], images.Shape[2]), (read.Count, read.Rows, read.Columns));
            Assert.Equal(images.Elements, read.Pixels);
        }
    }, iter: 200);

    [Fact]
    public void A_column_of_the_matrix_is_an_image_row_by_row_with_full_ink_at_1()
    {
        IdxImages images = new([0, 51, 102, 153, 204, 255, 255, 0], Count: 2, Rows: 2, Columns: 2);
        Assert.Equal([0f, 0.2f, 0.4f, 0.6f], images.ToMatrix().Column(0));
        Assert.Equal([0.8f, 1f, 1f, 0f], images.ToMatrix().Column(1));
        Assert.Equal([0.8f, 1f, 1f, 0f], images.ToMatrix([1]).Column(0));
    }

    [Theory]
    [InlineData(new byte[] { }, "byte 0: the file ends inside the header")]
    [InlineData(new byte[] { 0, 0, 8 }, "byte 3: the file ends inside the header")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0, 0 }, "byte 10: the file ends inside the header")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4e, 0x47 }, "byte 0: this is no IDX file: it starts with 0x89504E47")]
    [InlineData(new byte[] { 0, 0, 0x0d, 3 }, "byte 2: element type 0x0D instead of 0x08")]
    [InlineData(new byte[] { 0, 0, 8, 1 }, "byte 3: 1 dimensions instead of the 3 of images")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 0 }, "byte 4: dimension 1 is 0")]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0, 0, 1, 0x80, 0, 0, 0 }, "byte 8: dimension 2 is 2147483648")]
    public void A_wrong_header_is_refused_with_its_place(byte[] file, string complaint) => AssertRefused(file, complaint);

    [Fact]
    public void Missing_elements_are_refused()
    {
        AssertRefused(IdxBytes.Create([2, 2, 2], new byte[7]), "byte 16: the header promises 8 elements, but the file has no more than 7");
        AssertRefused(
            IdxBytes.Compress(IdxBytes.Create([2, 2, 2], new byte[7])), "decompressed byte 23: the file ends after 7 of the 8 elements");
    }

    [Fact]
    public void Bytes_after_the_last_element_are_refused()
    {
        AssertRefused(IdxBytes.Create([1, 2, 2], new byte[5]), "byte 20: bytes follow after the last element");
        AssertRefused(
            IdxBytes.Compress(IdxBytes.Create([1, 2, 2], new byte[5])), "decompressed byte 20: bytes follow after the last element");
    }

    [Fact]
    public void A_gzip_file_cut_anywhere_is_refused()
    {
        byte[] whole = IdxBytes.Compress(IdxBytes.Create([3, 4, 4], [.. Enumerable.Range(0, 48).Select(i => (byte)(37 * i))]));
        for (int length = 0; length < whole.Length; length++) Assert.Throws<InvalidDataException>(() => Read(whole[..length]));
    }

    [Fact]
    public void A_gzip_file_with_any_one_bit_turned_is_refused_or_reads_the_same()
    {
        byte[] elements = [.. Enumerable.Range(0, 48).Select(i => (byte)(37 * i))];
        byte[] whole = IdxBytes.Compress(IdxBytes.Create([3, 4, 4], elements));
        int refused = 0;
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] turned = [.. whole];
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.Equal(elements, Read(turned).Pixels);
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        // Only the time stamp and the system in gzip's own header may differ without harm: 48 bits, and a few flags.
        Assert.True(refused > 8 * (whole.Length - 10), $"{refused} of {8 * whole.Length}");
    }

    [Fact]
    public void A_header_that_promises_the_moon_costs_no_memory()
    {
        byte[] plain = IdxBytes.Create([60_000, 28, 28], new byte[100]);
        byte[] compressed = IdxBytes.Compress(
            IdxBytes.Create([100, 28, 28], [.. Enumerable.Range(0, 1000).Select(i => (byte)(i * i >> 3))]));
        byte[] absurd = IdxBytes.Create([int.MaxValue, int.MaxValue, int.MaxValue], new byte[100]);
        foreach (byte[] file in new[] { plain, compressed, absurd, IdxBytes.Compress(absurd) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InvalidDataException>(() => Read(file));
            // One step of growth (64 KiB) and the decompressor; the promises are 47 MB, 78 KB and 10²⁸ bytes.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000);
        }
    }

    [Fact]
    public void Images_and_labels_that_do_not_belong_together_are_refused()
    {
        using TemporaryFolder folder = new();
        string images = folder.Write("images", IdxBytes.Create([2, 1, 1], [7, 8]));
        string tooMany = folder.Write("labels", IdxBytes.Create([3], [0, 1, 0]));
        string stray = folder.Write("stray", IdxBytes.Create([2], [0, 2]));
        string right = folder.Write("right", IdxBytes.Create([2], [0, 1]));

        Assert.Equal($"{tooMany}: 3 labels do not belong to the 2 images of {images}.", ErrorOf(tooMany));
        Assert.Equal($"{stray}: label 2 of example 1 is not below the 2 classes.", ErrorOf(stray));
        LabelledImages read = IdxFile.ReadLabelledImages("pair", images, right, Two);
        Assert.Equal([0, 1], read.Labels);

        string ErrorOf(string labels) => Assert.Throws<InvalidDataException>(
            () => IdxFile.ReadLabelledImages("pair", images, labels, Two)).Message;
    }

    [Fact]
    public void An_absent_file_is_named()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "nowhere.gz");
        Assert.Contains(
            "nowhere.gz", Assert.Throws<FileNotFoundException>(() => IdxFile.ReadImages(path)).Message, StringComparison.Ordinal);
    }

    private static IdxImages Read(byte[] file) => IdxFile.ReadImages(new MemoryStream(file), "some.idx");

    private static void AssertRefused(byte[] file, string complaint) =>
        Assert.StartsWith(
            "some.idx: " + complaint, Assert.Throws<InvalidDataException>(() => Read(file)).Message, StringComparison.Ordinal);
}
