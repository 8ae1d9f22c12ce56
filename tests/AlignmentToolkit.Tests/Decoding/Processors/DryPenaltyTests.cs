using AlignmentToolkit.Decoding;
using AlignmentToolkit.Decoding.Processors;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Tests.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding.Processors;

public class DryPenaltyTests
{
    [Fact]
    public void Penalties_are_those_of_comparing_every_ending_with_every_place()
    {
        RandomStream stream = RandomStream.From("dry");
        for (int r = 0; r < 3000; r++)
        {
            int vocabulary = 1 + stream.NextInt32(4);
            int[] context = [.. Enumerable.Range(0, stream.NextInt32(40)).Select(_ => stream.NextInt32(vocabulary))];
            if (r % 3 == 0) context = [.. context, .. context];
            DrySettings settings = new()
            {
                Multiplier = 0.5,
                Base = 1.25,
                AllowedLength = 1 + stream.NextInt32(4),
                Range = r % 4 == 0 ? 1 + stream.NextInt32(30) : int.MaxValue,
                Breakers = r % 5 == 0 ? [stream.NextInt32(vocabulary)] : [],
            };
            float[] row = new DryPenalty(settings).Through(new float[vocabulary], context);
            for (int token = 0; token < vocabulary; token++)
            {
                int length = LongestRepeated(context, token, settings);
                double expected = length >= settings.AllowedLength
                    ? -settings.Multiplier * Math.Pow(settings.Base, length - settings.AllowedLength)
                    : 0;
                Assert.Equal((float)expected, row[token]);
            }
        }
    }

    [Fact]
    public void What_followed_a_repeated_pair_is_penalised_and_more_so_after_a_longer_sequence()
    {
        DryPenalty penalty = new(new DrySettings { Multiplier = 2, Base = 3 });
        Assert.Equal([0, 0, 0, -2f, 0], penalty.Through(new float[5], [1, 2, 3, 0, 1, 2]));
        Assert.Equal([0, 0, 0, -6f, 0], penalty.Through(new float[5], [4, 1, 2, 3, 0, 4, 1, 2]));
        Assert.Equal([0, 0, 0, 0, 0], penalty.Through(new float[5], [0, 2, 3, 0, 1, 2]));

        // Two places to go on from: each token has the longest sequence of its own.
        Assert.Equal([-2f, 0, 0, -6f, 0], penalty.Through(new float[5], [1, 2, 0, 4, 1, 2, 3, 4, 1, 2]));
    }

    [Fact]
    public void A_breaker_ends_sequences_and_is_not_penalised_itself()
    {
        DrySettings settings = new() { Multiplier = 2, Base = 3 };
        Assert.Equal([0, 0, 0, -6f], new DryPenalty(settings).Through(new float[4], [0, 1, 2, 3, 0, 1, 2]));
        Assert.Equal([0, 0, 0, -2f], new DryPenalty(settings with { Breakers = [0] }).Through(new float[4], [0, 1, 2, 3, 0, 1, 2]));
        Assert.Equal([0, 0, 0, 0], new DryPenalty(settings with { Breakers = [1] }).Through(new float[4], [0, 1, 2, 3, 0, 1, 2]));
        Assert.Equal([0, 0, 0, 0], new DryPenalty(settings with { Breakers = [3] }).Through(new float[4], [0, 1, 2, 3, 0, 1, 2]));
    }

    [Fact]
    public void A_very_long_repetition_leaves_a_finite_logit_and_a_removed_token_removed()
    {
        DryPenalty penalty = new(new DrySettings());
        float[] row = penalty.Through([1, 2], new int[5000]);
        Assert.Equal([float.MinValue, 2], row);
        Assert.Equal([float.NegativeInfinity, 2], penalty.Through([float.NegativeInfinity, 2], new int[5000]));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("Multiplier", () => new DryPenalty(new DrySettings { Multiplier = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("Base", () => new DryPenalty(new DrySettings { Base = 0.5 }));
        Assert.Throws<ArgumentOutOfRangeException>("Base", () => new DryPenalty(new DrySettings { Base = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>("AllowedLength", () => new DryPenalty(new DrySettings { AllowedLength = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("Range", () => new DryPenalty(new DrySettings { Range = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("Breakers", () => new DryPenalty(new DrySettings { Breakers = [-1] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DryPenalty(new DrySettings()).Through(new float[3], [0, 3]));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        int[] context = [.. Enumerable.Range(0, 500).Select(i => i % 30)];
        float[] row = new float[50];
        DryPenalty penalty = new(new DrySettings { Breakers = [40] });
        Assert.Equal(0, Allocations.PerCall(() => penalty.Process(context, row, new StepInfo(0))));
    }

    /// <summary>The definition: the longest end of the context, without a breaker in it, that has been followed by a token.</summary>
    private static int LongestRepeated(int[] context, int token, DrySettings settings)
    {
        if (settings.Breakers.Contains(token)) return 0;
        int[] window = [.. context.TakeLast(settings.Range)];
        int longest = 0;
        for (int place = 1; place < window.Length; place++)
        {
            if (window[place] != token) continue;
            int length = 0;
            while (length < place && window[place - 1 - length] == window[^(length + 1)]
                && !settings.Breakers.Contains(window[^(length + 1)])) length++;
            longest = Math.Max(longest, length);
        }

        return longest;
    }
}
