using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Check 15 of the preference-vector page: no header crashes, hangs, or costs more memory than its file.</summary>
public sealed class HostileHeaderTests : IDisposable
{
    // What opening any file costs at all: handles, the mapping, an exception with its text and stack.
    private const long Fixed = 64 * 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Attacks =>
        ["many tensors", "many names with escapes", "deep nesting", "long shape", "long name", "metadata"];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Opening_never_allocates_more_than_the_file_has_bytes(string attack)
    {
        byte[] bytes = SafeTensorsBytes.Of(Header(attack));
        string path = _folder.Write("hostile", bytes);
        _ = Open(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Open(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, bytes.Length + Fixed);
    }

    [Fact]
    public void A_header_that_lies_about_its_length_costs_nothing()
    {
        string path = _folder.Write("liar", [0, 225, 245, 5, 0, 0, 0, 0, (byte)'{', (byte)'}']);
        _ = Open(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(CheckpointError.InvalidHeaderLength, Open(path));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Fixed);
    }

    [Fact]
    public void Mutated_headers_give_a_tensor_list_or_a_typed_refusal()
    {
        byte[] seed = SafeTensorsBytes.Of(
            """
            {"__metadata__":{"format":"pt"},"a.b":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},
            "\u0063":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]}}
            """,
            dataBytes: 32);
        string path = Path.Combine(_folder.Path, "mutant");
        int refused = 0;
        Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 4].Sample(
            mutations =>
            {
                byte[] mutant = Mutate(seed, mutations);
                File.WriteAllBytes(path, mutant);
                if (Open(path) is not null) refused++;
            },
            iter: 3_000, threads: 1);
        Assert.InRange(refused, 1_500, 3_000);
    }

    private static byte[] Mutate(byte[] seed, (int Place, byte Value, int Kind)[] mutations)
    {
        List<byte> bytes = [.. seed];
        foreach ((int place, byte value, int kind) in mutations)
        {
            int at = Math.Min(place, bytes.Count - 1);
            if (kind == 0) bytes.Insert(at, value);
            else if (kind == 1) bytes.RemoveAt(at);
            else if (kind == 2) bytes[at] = value;
            else bytes[at] ^= (byte)(1 << (value & 7));
        }

        return [.. bytes];
    }

    private static CheckpointError? Open(string path)
    {
        try
        {
            using SafeTensorsFile file = SafeTensorsFile.Open(path);
            return null;
        }
        catch (InvalidDataException refusal) when (refusal.CheckpointError is CheckpointError error)
        {
            return error;
        }
    }

    private static string Header(string attack)
    {
        const int Size = 400_000;
        IEnumerable<string> tensors(string prefix) => Enumerable.Range(0, Size / 60).Select(
            i => $$"""  "{{prefix}}{{i:x}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}""");
        return attack switch
        {
            "many tensors" => $"{{{string.Join(',', tensors(string.Empty)).Replace(" ", string.Empty, StringComparison.Ordinal)}}}",
            "many names with escapes" => $"{{{string.Join(',', tensors(@"\u0061"))}}}",
            "deep nesting" => "{\"a\":" + new string('[', Size),
            "long shape" =>
                $$$"""{"a":{"dtype":"U8","shape":[{{{string.Join(',', Enumerable.Repeat(0, Size / 2))}}}],"data_offsets":[0,0]}}""",
            "long name" => $$$"""{"{{{new string('a', Size)}}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
            _ => $$$"""{"__metadata__":{{{{string.Join(',', Enumerable.Range(0, Size / 8).Select(i => $"\"{i:x}\":\"\\n\""))}}}}}""",
        };
    }
}
