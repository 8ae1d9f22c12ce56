using System.Buffers.Binary;
using System.Text;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

public sealed class SafeTensorsFileTests : IDisposable
{
    private const string Entry = """{"dtype":"I32","shape":[],"data_offsets":[0,4]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("HeaderTooLarge", "3C 00 00 00 00 FF FF FF")]
    [InlineData("HeaderTooLarge", "01 E1 F5 05 00 00 00 00")]
    [InlineData("InvalidHeaderLength", "3C 00 00 00 00 00 00 00")]
    [InlineData("InvalidHeaderLength", "00 E1 F5 05 00 00 00 00")]
    [InlineData("HeaderTooSmall", "02 00 00 00 00 00 00")]
    [InlineData("InvalidHeaderDeserialization", "00 00 00 00 00 00 00 00")]
    [InlineData("InvalidHeader", "01 00 00 00 00 00 00 00 FF")]
    [InlineData("InvalidHeaderDeserialization", "01 00 00 00 00 00 00 00 7B")]
    public void The_length_of_the_header_is_checked_before_the_header(string error, string bytes) =>
        AssertRefused(error, Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("{} x")]
    [InlineData("\uFEFF{}")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[]}}""")]
    [InlineData("""{"a":{"dtype":"I32","data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"shape":[],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I33","shape":[],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"i32","shape":[],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":15,"shape":[],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":1,"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[-1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[1.0],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[1e0],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[01],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":["1"],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[18446744073709551616],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[],"data_offsets":[0]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[],"data_offsets":[0,4,8]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[],"data_offsets":[0,-4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[],"data_offsets":[0,4],"extra":0}}""")]
    [InlineData("""{"a":{"dtype":"I32","dtype":"I32","shape":[],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[],"shape":[],"data_offsets":[0,4]}}""")]
    [InlineData("""{"a":{"dtype":"I32","shape":[],"data_offsets":[0,4],"data_offsets":[0,4]}}""")]
    [InlineData("""{"__metadata__":{"a":1}}""")]
    [InlineData("""{"__metadata__":{"a":null}}""")]
    [InlineData("""{"__metadata__":[]}""")]
    [InlineData("""{"__metadata__":{},"__metadata__":{}}""")]
    [InlineData("""{"__metadata__":{},"__met\u0061data__":{}}""")]
    [InlineData("""{"__metadata__":{"a":"\ud800"}}""")]
    [InlineData("""{"\udc00":{"dtype":"I32","shape":[],"data_offsets":[0,4]}}""")]
    public void A_header_of_another_form_is_refused(string header) =>
        AssertRefused("InvalidHeaderDeserialization", SafeTensorsBytes.Of(header, dataBytes: 4));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "\\u0061")]
    [InlineData("\\u0061", "\\u0061")]
    [InlineData("é", "\\u00e9")]
    public void Two_tensors_of_one_name_are_refused(string first, string second) =>
        AssertRefused(
            "InvalidHeaderDeserialization", SafeTensorsBytes.Of($$$"""{"{{{first}}}":{{{Entry}}},"{{{second}}}":{{{Entry}}}}""", 4));

    [Theory]
    [InlineData("InvalidOffset", "I32", "[1]", "[4,8]", 8)]
    [InlineData("InvalidOffset", "I32", "[1]", "[4,0]", 4)]
    [InlineData("InvalidOffset", "I32", "[0]", "[4,4]", 4)]
    [InlineData("TensorInvalidInfo", "I32", "[2,2]", "[0,4]", 4)]
    [InlineData("TensorInvalidInfo", "I32", "[]", "[0,8]", 8)]
    [InlineData("MisalignedSlice", "F4", "[3]", "[0,2]", 2)]
    [InlineData("MisalignedSlice", "F6_E2M3", "[2]", "[0,2]", 2)]
    [InlineData("ValidationOverflow", "I32", "[2,18446744073709551614]", "[0,16]", 16)]
    [InlineData("ValidationOverflow", "I32", "[2,9223372036854775807]", "[0,16]", 16)]
    [InlineData("MetadataIncompleteBuffer", "I32", "[1]", "[0,4]", 5)]
    [InlineData("MetadataIncompleteBuffer", "I32", "[1]", "[0,4]", 3)]
    [InlineData("MetadataIncompleteBuffer", "U8", "[2305843009213693951]", "[0,2305843009213693951]", 0)]
    public void Tensors_that_do_not_fill_the_file_are_refused(string error, string type, string shape, string offsets, int dataBytes)
    {
        string header = $$$"""{"bad one":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";
        InvalidDataException refusal = AssertRefused(error, SafeTensorsBytes.Of(header, dataBytes));
        if (error != "MetadataIncompleteBuffer") Assert.Contains("bad one", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hole_between_two_tensors_is_refused() => AssertRefused("InvalidOffset", SafeTensorsBytes.Of(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}""", 5));

    [Fact]
    public void A_name_that_would_rewrite_a_terminal_is_spelled_out()
    {
        string header = """{"\u001b[2J\u202e":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}""";
        InvalidDataException refusal = AssertRefused("TensorInvalidInfo", SafeTensorsBytes.Of(header, 1));
        Assert.Contains(@"\u{001B}[2J\u{202E}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_are_found_by_name_whatever_their_order_and_alignment()
    {
        string header = """
            {"z\u00e9":{"data_offsets":[1,5],"dtype":"F32","shape":[1]}, "a":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]},
             "":{"dtype":"I64","shape":[0,3],"data_offsets":[5,5]}, "m":{"dtype":"I16","shape":[1,2],"data_offsets":[5,9]}}
            """;
        byte[] data = new byte[9];
        data[0] = 7;
        BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(1), 2.5f);
        BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(5), -3);
        BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(7), 300);
        using SafeTensorsFile file = SafeTensorsFile.Open(_folder.Write("f", SafeTensorsBytes.Of(Encoding.UTF8.GetBytes(header), data)));
        Assert.Equal(["a", "zé", "", "m"], file.Entries.Select(entry => entry.Name));
        Assert.Equal([2.5f], file.ReadSingle("zé"));
        Assert.Equal([1f], file.ReadSingle("a"));
        Assert.Equal([-3f, 300f], file.ReadSingle("m"));
        Assert.Empty(file.ReadSingle(""));
        Assert.Equal([253, 255, 44, 1], file.Map("m").AsSpan().ToArray());
        float[] second = new float[1];
        file.ReadSingle("m", 1, second);
        Assert.Equal([300f], second);
        Assert.False(file.TryGetEntry("b", out _));
        InvalidDataException missing = Assert.Throws<InvalidDataException>(() => file.Map("b"));
        Assert.Equal(CheckpointError.MissingTensor, missing.CheckpointError);
    }

    [Fact]
    public void Numbers_outside_the_tensor_are_refused()
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(_folder.Write("f", SafeTensorsBytes.Of($$$"""{"a":{{{Entry}}}}""", 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadSingle("a", 1, new float[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadSingle("a", -1, new float[1]));
        Assert.Throws<ArgumentException>(() => file.ReadSingle("a", new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Map("a").Slice(1, 4));
    }

    [Fact]
    public void A_closed_file_is_not_read()
    {
        SafeTensorsFile file = SafeTensorsFile.Open(_folder.Write("f", SafeTensorsBytes.Of($$$"""{"a":{{{Entry}}}}""", 4)));
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.TryGetEntry("a", out _));
        Assert.Throws<ObjectDisposedException>(() => file.Map("a"));
    }

    private InvalidDataException AssertRefused(string error, byte[] bytes)
    {
        string path = _folder.Write("bad.safetensors", bytes);
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(path).Dispose());
        Assert.Equal(error, refusal.CheckpointError.ToString());
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        return refusal;
    }
}
