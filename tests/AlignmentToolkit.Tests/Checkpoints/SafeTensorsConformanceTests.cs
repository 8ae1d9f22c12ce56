using System.Text.Json;

using AlignmentToolkit.Checkpoints;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Every file of the conformance set gives exactly the result that its manifest names.</summary>
public class SafeTensorsConformanceTests
{
    [Fact]
    public void Every_valid_file_gives_its_tensors_and_every_malformed_one_its_error()
    {
        string manifest = SharedData.Require("safetensors/manifest.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        int valid = 0, malformed = 0;
        foreach (JsonElement file in document.RootElement.GetProperty("files").EnumerateArray())
        {
            string path = Path.Combine(Path.GetDirectoryName(manifest)!, file.GetProperty("file").GetString()!);
            JsonElement expect = file.GetProperty("expect");
            if (expect.TryGetProperty("error", out JsonElement error))
            {
                malformed++;
                AssertRefused(path, error.GetString()!);
            }
            else
            {
                valid++;
                AssertHolds(path, expect);
            }
        }

        Assert.Equal((21, 12), (valid, malformed));
    }

    [Theory]
    [InlineData("rs_serialization_f32_1x2x3")]
    [InlineData("rs_empty")]
    [InlineData("rs_empty_with_metadata")]
    [InlineData("rs_forced_alignment_f32_1x1x2x3")]
    [InlineData("rs_serialization_f4_1x2")]
    [InlineData("py_i32_2x2_padded")]
    [InlineData("py_i32_2x2_padded_one")]
    [InlineData("py_alignment_two_dtypes")]
    [InlineData("py_metadata_write")]
    public void The_writer_makes_the_bytes_of_the_reference(string name)
    {
        string original = SharedData.Require($"safetensors/valid/{name}.safetensors");
        using Datasets.TemporaryFolder folder = new();
        string copy = Path.Combine(folder.Path, "copy.safetensors");
        using SafeTensorsFile file = SafeTensorsFile.Open(original);
        SafeTensorsWriter writer = new();
        foreach ((string key, string value) in file.Metadata) writer.Metadata[key] = value;
        foreach (TensorEntry entry in file.Entries.Reverse()) writer.Add(file, entry.Name);
        writer.SaveTo(copy);
        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(copy));
    }

    private static void AssertRefused(string path, string error)
    {
        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => SafeTensorsFile.Open(path).Dispose());
        Assert.Equal(Enum.Parse<CheckpointError>(error.Split(' ')[0]), refusal.CheckpointError);
        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertHolds(string path, JsonElement expect)
    {
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        JsonProperty[] tensors = [.. expect.GetProperty("tensors").EnumerateObject()];
        Assert.Equal(tensors.Length, file.Count);
        foreach (JsonProperty tensor in tensors)
        {
            TensorEntry entry = file.Entry(tensor.Name);
            Assert.Equal(tensor.Value.GetProperty("dtype").GetString(), entry.ElementType.FileName());
            long[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            Assert.Equal(new TensorShape(shape), entry.Shape);
            if (tensor.Value.GetProperty("values") is { ValueKind: JsonValueKind.Array } values)
                Assert.Equal(values.EnumerateArray().Select(value => value.GetSingle()), file.ReadSingle(tensor.Name));
            if (tensor.Value.TryGetProperty("sum", out JsonElement sum))
            {
                // Every number is below one and is rounded to 24 bits: at most 2^-25 each.
                double tolerance = entry.ElementCount * Math.ScaleB(1, -25);
                Assert.Equal(sum.GetDouble(), file.ReadSingle(tensor.Name).Sum(value => (double)value), tolerance);
            }
        }

        Dictionary<string, string> metadata = expect.TryGetProperty("metadata", out JsonElement text)
            ? text.Deserialize<Dictionary<string, string>>()!
            : [];
        if (metadata.Count > 0) Assert.Equal(metadata, file.Metadata);
    }
}
