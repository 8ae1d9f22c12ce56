using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics.Randomness;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class PhiloxTests
{
    // Lines "philox4x32 10" of kat_vectors in Random123, the authors' library.
    public static TheoryData<uint[], uint[], uint[]> PublishedVectors => new()
    {
        { [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
        { [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], [0xffffffff, 0xffffffff], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd] },
        { [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0], [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1] },
    };

    [Theory]
    [MemberData(nameof(PublishedVectors))]
    public void The_published_vectors_hold_on_every_register_width(uint[] counter, uint[] key, uint[] expected)
    {
        var philoxKey = new PhiloxKey(key[0] | ((ulong)key[1] << 32), counter[2] | ((ulong)counter[3] << 32));
        ulong block = counter[0] | ((ulong)counter[1] << 32);
        foreach (uint[] words in OnEveryWidth(philoxKey, block, Philox.PaneWords)) Assert.Equal(expected, words[..4]);
        Assert.Equal(expected, ReferencePhilox.Block(counter, key));
    }

    [Fact]
    public void Every_width_agrees_with_the_paper_for_any_key_and_counter() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong, Gen.Int[1, 5]).Sample((key, upper, block, panes) =>
        {
            uint[] expected = ReferencePhilox.Words(key, upper, block, panes * Philox.PaneBlocks);
            foreach (uint[] words in OnEveryWidth(new PhiloxKey(key, upper), block, expected.Length)) Assert.Equal(expected, words);
        }, iter: 100);

    [Theory]
    [InlineData(0xffffffffUL - 5)]
    [InlineData(ulong.MaxValue - 5)]
    public void A_counter_carries_over_in_the_middle_of_a_fill(ulong block)
    {
        uint[] expected = ReferencePhilox.Words(1, 2, block, Philox.PaneBlocks);
        foreach (uint[] words in OnEveryWidth(new PhiloxKey(1, 2), block, expected.Length)) Assert.Equal(expected, words);
    }

    private static IEnumerable<uint[]> OnEveryWidth(PhiloxKey key, ulong block, int count)
    {
        uint[] narrow = new uint[count], middle = new uint[count], wide = new uint[count], chosen = new uint[count];
        Philox.Fill<WordLanes128, Vector128<uint>>(narrow, key, block);
        Philox.Fill<WordLanes256, Vector256<uint>>(middle, key, block);
        Philox.Fill<WordLanes512, Vector512<uint>>(wide, key, block);
        PaneFill.Fill(chosen, key, block * Philox.BlockWords, default(RawWords));
        return block % Philox.PaneBlocks == 0 && block <= ulong.MaxValue / Philox.BlockWords
            ? [narrow, middle, wide, chosen]
            : [narrow, middle, wide];
    }
}
