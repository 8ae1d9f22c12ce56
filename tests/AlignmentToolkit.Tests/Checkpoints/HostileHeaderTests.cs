using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Tests.Datasets;

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
            "long shape" => $$$"""{"a":{"dtype":"U8","data_offsets":[0,0],"shape":[{{{string.Join(',', new int[Size / 2])}}}]}}""",
            "long name" => $$$"""{"{{{new string('a', Size)}}}":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
            _ => $$$"""{"__metadata__":{{{{string.Join(',', Enumerable.Range(0, Size / 8).Select(i => $"\"{i:x}\":\"\\n\""))}}}}}""",
        };
    }
}
