using AlignmentToolkit.Numerics.Randomness;
using AlignmentToolkit.Optics.Transmission;
using AlignmentToolkit.Tests.Numerics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Transmission;

public unsafe class EntryWordsTests
{
    // Check 1. Lines "philox4x32 7" of kat_vectors in Random123, the authors' library.
    public static TheoryData<uint[], uint[], uint[]> PublishedVectors => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x5f6fb709, 0x0d893f64, 0x4f121f81, 0x4f730a48] },
        { [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x5207ddc2, 0x45165e59, 0x4d8ee751, 0x8c52f662] },
        { [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0x4dfccaba, 0x190a87f0, 0xc47362ba, 0xb6b5242a] },
    };

    [Theory]
    [MemberData(nameof(PublishedVectors))]
    public void The_published_vectors_of_seven_rounds_hold(uint[] counter, uint[] key, uint[] expected)
    {
        PhiloxKey philoxKey = new(key[0] | ((ulong)key[1] << 32), counter[2] | ((ulong)counter[3] << 32));
        Assert.Equal(expected, Block(Words(philoxKey, counter[0] / 8, counter[1], 1), 0, (int)(counter[0] % 8)));
        Assert.Equal(expected, ReferencePhilox.Block(counter, key, rounds: 7));
    }

    [Fact]
    public void Words_are_those_of_the_paper_for_any_row_and_column() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.UInt, Gen.UInt[0, uint.MaxValue / 8], Gen.Int[1, 5])
        .Sample((key, upper, column, group, columns) =>
        {
            uint[] words = Words(new PhiloxKey(key, upper), group, column, columns);
            for (int k = 0; k < columns; k++)
            {
                for (int block = 0; block < 8; block++)
                {
                    uint[] counter = [(8 * group) + (uint)block, unchecked(column + (uint)k), (uint)upper, (uint)(upper >> 32)];
                    Assert.Equal(ReferencePhilox.Block(counter, [(uint)key, (uint)(key >> 32)], rounds: 7), Block(words, k, block));
                }
            }
        }, iter: 50);

    private static uint[] Words(PhiloxKey key, uint group, uint column, int columns)
    {
        uint[] words = new uint[columns * EntryWords.ColumnWords];
        fixed (uint* start = words) new EntryWords(key, group).Fill(column, columns, start);
        return words;
    }

    private static uint[] Block(uint[] words, int column, int block) =>
        [.. Enumerable.Range(0, 4).Select(i => words[(column * EntryWords.ColumnWords) + (8 * i) + block])];
}
