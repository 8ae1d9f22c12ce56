using System.Text;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

public sealed class SafeTensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_empty_file_has_the_published_bytes()
    {
        new SafeTensorsWriter().SaveTo(Target);
        Assert.Equal("08000000000000007B7D202020202020", Convert.ToHexString(File.ReadAllBytes(Target)));
    }

    [Fact]
    public void A_tensor_and_its_padding_have_the_published_bytes()
    {
        float[] values = [0, 1, 2, 3, 4, 5];
        new SafeTensorsWriter().Add("attn.0", new TensorShape(1, 2, 3), values).SaveTo(Target);
        const string Header = """{"attn.0":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]}}""";
        Assert.Equal(64, Header.Length);
        byte[] data = new byte[24];
        Buffer.BlockCopy(values, 0, data, 0, 24);
        Assert.Equal(SafeTensorsBytes.Of(Encoding.UTF8.GetBytes(Header), data), File.ReadAllBytes(Target));

        new SafeTensorsWriter().Add("attn0", new TensorShape(1, 1, 2, 3), values).SaveTo(Target);
        byte[] padded = File.ReadAllBytes(Target);
        Assert.Equal(72, padded[0]);
        Assert.Equal("}}       ", Encoding.UTF8.GetString(padded, 8 + 72 - 9, 9));
    }

    [Fact]
    public void Whatever_is_written_is_read_back()
    {
        TensorElementType[] types = Enum.GetValues<TensorElementType>();
        Gen<(string, TensorElementType, long[], byte)> tensor = Gen.Select(
            Gen.String[1, 12].Where(name => name != "__metadata__" && !name.Any(char.IsSurrogate)),
            Gen.Int[0, types.Length - 1].Select(i => types[i]),
            Gen.Long[0, 3].Array[0, 3].Select(sizes => (long[])[.. sizes, 8]),
            Gen.Byte);
        tensor.Array[0, 8].Where(list => list.DistinctBy(entry => entry.Item1).Count() == list.Length).Sample(
            list =>
            {
                SafeTensorsWriter writer = new();
                Dictionary<string, byte[]> bytes = [];
                foreach ((string name, TensorElementType type, long[] sizes, byte fill) in list)
                {
                    TensorShape shape = new(sizes);
                    byte[] data = [.. Enumerable.Range(0, (int)(shape.ElementCount * type.BitCount() / 8)).Select(i => (byte)(i + fill))];
                    bytes[name] = data;
                    writer.Add(name, type, shape, data);
                }

                writer.SaveTo(Target);
                using SafeTensorsFile file = SafeTensorsFile.Open(Target);
                Assert.Equal(list.Length, file.Count);
                foreach ((string name, TensorElementType type, long[] sizes, _) in list)
                {
                    TensorBytes read = file.Map(name);
                    Assert.Equal((type, new TensorShape(sizes)), (read.Entry.ElementType, read.Entry.Shape));
                    Assert.Equal(bytes[name], read.AsSpan().ToArray());
                    Assert.Equal(0, read.Entry.Offset % Math.Max(1, type.BitCount() / 8));
                }
            },
            iter: 200, threads: 1);
    }

    [Theory]
    [InlineData(TensorElementType.Float64)]
    [InlineData(TensorElementType.Float32)]
    [InlineData(TensorElementType.Float16)]
    [InlineData(TensorElementType.BFloat16)]
    public void Numbers_are_rounded_on_their_way(TensorElementType type)
    {
        float[] values = [.. Enumerable.Range(0, 70_000).Select(i => (i % 257) - 128f)];
        new SafeTensorsWriter().Add("a", new TensorShape(values.Length), values, type).SaveTo(Target);
        using SafeTensorsFile file = SafeTensorsFile.Open(Target);
        Assert.Equal(type, file.Entry("a").ElementType);
        Assert.Equal(values, file.ReadSingle("a"));
    }

    [Fact]
    public void Nothing_half_written_is_left_behind()
    {
        File.WriteAllText(Target, "old");
        SafeTensorsWriter failing = new SafeTensorsWriter()
            .Add("a", TensorElementType.UInt8, new TensorShape(2), stream => stream.WriteByte(1));
        Assert.Throws<InvalidOperationException>(() => failing.SaveTo(Target));
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        SafeTensorsWriter good = new SafeTensorsWriter().Add("a", TensorElementType.UInt8, new TensorShape(1), new byte[1]);
        Assert.Throws<OperationCanceledException>(() => good.Save(Target, cancellation: cancelled.Token));
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_mapped_file_can_be_replaced_by_its_own_content()
    {
        new SafeTensorsWriter().Add("a", new TensorShape(3), new float[] { 1, 2, 3 }).SaveTo(Target);
        using SafeTensorsFile old = SafeTensorsFile.Open(Target);
        new SafeTensorsWriter().Add(old, "a").Add("b", new TensorShape(1), new float[] { 4 }).SaveTo(Target);
        using SafeTensorsFile file = SafeTensorsFile.Open(Target);
        Assert.Equal([1f, 2, 3], file.ReadSingle("a"));
        Assert.Equal([1f, 2, 3], old.ReadSingle("a"));
    }

    [Fact]
    public void Names_and_sizes_that_do_not_fit_are_refused()
    {
        SafeTensorsWriter writer = new SafeTensorsWriter().Add("a", new TensorShape(1), new float[1]);
        Assert.Throws<ArgumentException>(() => writer.Add("a", new TensorShape(1), new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", new TensorShape(1), new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("\ud800", new TensorShape(1), new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("b", new TensorShape(2), new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("b", TensorElementType.Float4, new TensorShape(3), new byte[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Add("b", new TensorShape(1), new float[1], TensorElementType.Int8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorShape(long.MaxValue, 2));
    }
}
