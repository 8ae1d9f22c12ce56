using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.Datasets;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Datasets;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Check 15 of the preference-vector page: whatever is done to a file, it opens soundly or is refused by a typed error.</summary>
public sealed class MutatedFileTests : IDisposable
{
    // Handles, the mapping, and an exception with its text and stack cost this much whatever the file is like.
    private const long Fixed = 96 * 1024;
    private const int Mutants = 4000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_mutant_opens_with_its_tensors_inside_the_file_or_is_refused()
    {
        byte[][] seeds = [.. Fixtures().Concat(Generated())];
        RandomStream stream = RandomStream.From("mutants of safetensors");
        HeaderMutations mutations = new(stream);
        Dictionary<CheckpointError, int> refusals = [];
        int opened = 0;
        string path = Path.Combine(_folder.Path, "mutant");
        for (int i = 0; i < Mutants; i++)
        {
            byte[] mutant = mutations.Mutate(seeds[stream.NextInt32(seeds.Length)]);
            File.WriteAllBytes(path, mutant);
            long before = GC.GetAllocatedBytesForCurrentThread();
            CheckpointError? error = Refusal(path);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            long allowed = Fixed + (4L * mutant.Length);

            // What the first of its kind costs, an exception or a compiled loop, is not the file's doing: another time tells.
            if (allocated > allowed) allocated = Allocations.PerCall(() => Refusal(path));
            Assert.InRange(allocated, 0, allowed);
            if (error is { } reason) refusals[reason] = refusals.GetValueOrDefault(reason) + 1;
            else opened++;
        }

        // Both outcomes and every reason of a single file have been met, or the mutations are too tame.
        Assert.InRange(opened, Mutants / 50, Mutants / 2);
        for (CheckpointError reason = CheckpointError.HeaderTooSmall; reason < CheckpointError.AmbiguousCheckpoint; reason++)
            Assert.True(refusals.ContainsKey(reason), $"No mutant was refused as {reason}.");
    }

    // Found by replacing numbers: 2³² · 2³¹ elements fit 64 bits only without a sign, and the zero after them takes them all away.
    [Theory]
    [InlineData("[4294967296,2147483648,0]")]
    [InlineData("[9223372036854775808,0]")]
    public void Counts_beyond_63_bits_are_refused_even_beside_a_zero(string shape)
    {
        string path = _folder.Write(
            "large", SafeTensorsBytes.Of($$$"""{"a":{"dtype":"U8","shape":{{{shape}}},"data_offsets":[0,0]}}"""));
        Assert.Equal(CheckpointError.ValidationOverflow, Refusal(path));
    }

    /// <summary>Why a file is refused; null for one that opens, after everything it says has been read and found inside it.</summary>
    private static CheckpointError? Refusal(string path)
    {
        SafeTensorsFile file;
        try
        {
            file = SafeTensorsFile.Open(path);
        }
        catch (InvalidDataException refusal) when (refusal.CheckpointError is { } error)
        {
            return error;
        }

        using (file)
        {
            long length = new FileInfo(path).Length;
            long next = -1;
            foreach (TensorEntry entry in file.Entries)
            {
                Assert.True(file.TryGetEntry(entry.Name, out TensorEntry? found) && found.Offset == entry.Offset);
                if (next >= 0) Assert.Equal(next, entry.Offset);
                next = entry.Offset + entry.ByteCount;
                Assert.InRange(entry.Offset, 8, length);
                Assert.InRange(next, entry.Offset, length);
                Assert.Equal(entry.ByteCount, file.Map(entry.Name).AsSpan().Length);
                _ = entry.ToString();
            }

            if (next >= 0) Assert.Equal(length, next);
            _ = file.Metadata;
        }

        return null;
    }

    private static IEnumerable<byte[]> Fixtures()
    {
        string folder = Path.Combine(DataFolder.Default.Path, "safetensors", "valid");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(bytes => bytes.Length < 50_000)
            : [];
    }

    private static IEnumerable<byte[]> Generated()
    {
        yield return SafeTensorsBytes.Of("{}");
        yield return SafeTensorsBytes.Of(
            """
            {"__metadata__":{"format":"pt"},
             "a.b":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"\u0063":{"dtype":"BF16","shape":[4],"data_offsets":[24,32]}}
            """,
            dataBytes: 32);
        yield return SafeTensorsBytes.Of(
            """
            {"a":{"dtype":"F4","shape":[4,4],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[0,7],"data_offsets":[8,8]},
             "c":{"shape":[],"data_offsets":[8,16],"dtype":"F64"}}
            """,
            dataBytes: 16);
        yield return SafeTensorsBytes.Of($"{{{string.Join(',', Enumerable.Range(0, 40).Select(Layer))}}}", dataBytes: 2 * 39 * 40);

        static string Layer(int i)
        {
            (int begin, int end) = (2 * i * (i - 1), 2 * i * (i + 1));
            return $$$"""  "layer.{{{i}}}":{"dtype":"I16","shape":[{{{i}}},2],"data_offsets":[{{{begin}}},{{{end}}}]}""";
        }
    }
}
