using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics.Randomness;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>Chosen words, the extreme ones among them, against the formula in the framework's double precision.</summary>
public class WordTransformTests
{
    private static readonly uint[] Extremes =
        [0, 1, 2, 3, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0x80000001, 0xbfffffff, 0xc0000000, 0xfffffffe, 0xffffffff];

    private static readonly Gen<uint> Word = Gen.Frequency((1, Gen.Int[0, Extremes.Length - 1].Select(i => Extremes[i])), (3, Gen.UInt));

    [Fact]
    public void A_pair_of_words_becomes_the_Box_Muller_pair_in_single_precision() =>
        Word.Array[Philox.PaneWords].Sample(words =>
        {
            float[] z = Transform<NormalSingle, float>(words, new NormalSingle(0, 1));
            for (int i = 0; i < words.Length; i += 2)
            {
                // u as it is rounded to single precision: it is the input of the logarithm.
                double u = ((float)(words[i] >> 1) + 0.5f) / (1u << 31);
                AssertPair(u, Angle(words[i + 1] >> 30, (int)(words[i + 1] << 2) / Math.Pow(2, 31)), z[i], z[i + 1], Math.Pow(2, -24));
            }
        }, iter: 2000);

    [Fact]
    public void Two_pairs_of_words_become_the_Box_Muller_pair_in_double_precision() =>
        Word.Array[Philox.PaneWords].Sample(words =>
        {
            double[] z = Transform<NormalDouble, double>(words, new NormalDouble(0, 1));
            ulong[] pairs = MemoryMarshal.Cast<uint, ulong>(words).ToArray();
            for (int i = 0; i < pairs.Length; i += 2)
            {
                double u = ((pairs[i] >> 11) + 1) * Math.Pow(2, -53);
                AssertPair(
                    u, Angle((uint)(pairs[i + 1] >> 62), ((pairs[i + 1] << 2) >> 12) * Math.Pow(2, -51) - 1), z[i], z[i + 1],
                    Math.Pow(2, -53));
            }
        }, iter: 2000);

    [Fact]
    public void Uniform_numbers_are_the_leading_bits_of_the_words_exactly() =>
        Word.Array[Philox.PaneWords].Sample(words =>
        {
            Assert.Equal(words.Select(w => (w >> 8) * MathF.Pow(2, -24)), Transform<UniformSingle, float>(words, new UniformSingle(0, 1)));
            ulong[] pairs = MemoryMarshal.Cast<uint, ulong>(words).ToArray();
            Assert.Equal(pairs.Select(w => (w >> 11) * Math.Pow(2, -53)), Transform<UniformDouble, double>(words, new UniformDouble(0, 1)));
        }, iter: 500);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(-1, 0)]
    [InlineData(-1e-30f, 1e30f)]
    [InlineData(16777216, 16777218)]
    public void The_upper_end_of_a_uniform_range_is_never_reached(float low, float high)
    {
        // All ones is the word most tempted to round up.
        uint[] ones = [.. Enumerable.Repeat(uint.MaxValue, Philox.PaneWords)];
        Assert.All(Transform<UniformSingle, float>(ones, new UniformSingle(low, high)), x => Assert.True(x >= low && x < high));
        Assert.All(Transform<UniformDouble, double>(ones, new UniformDouble(low, high)), x => Assert.True(x >= low && x < high));
        Assert.All(Transform<UniformSingle, float>(new uint[Philox.PaneWords], new UniformSingle(low, high)), x => Assert.Equal(low, x));
    }

    [Fact]
    public void The_largest_normal_number_is_what_the_word_length_allows()
    {
        var zeros = new uint[Philox.PaneWords];
        Assert.Equal(
            Math.Sqrt(64 * Math.Log(2)),
            Math.Sqrt(Square(Transform<NormalSingle, float>(zeros, new NormalSingle(0, 1)).Take(2).Select(x => (double)x))), 1e-5);
        Assert.Equal(
            Math.Sqrt(106 * Math.Log(2)), Math.Sqrt(Square(Transform<NormalDouble, double>(zeros, new NormalDouble(0, 1)).Take(2))), 1e-13);

        static double Square(IEnumerable<double> pair) => pair.Sum(x => x * x);
    }

    private static double Angle(uint quadrant, double fraction) => quadrant * Math.PI / 2 + fraction * Math.PI / 4;

    /// <summary>
    /// Up to eight roundings of half a unit (argument and polynomial of the logarithm 3, root 1, angle 2, its polynomial 1, product 1)
    /// act on each number, with equal weight or less; the reference itself knows an angle up to 2π to a few units of double precision.
    /// </summary>
    private static void AssertPair(double u, double angle, double first, double second, double unit)
    {
        double radius = Math.Sqrt(-2 * Math.Log(u));
        double absolute = radius * Math.Pow(2, -50);
        Assert.Equal(radius * Math.Cos(angle), first, Math.Abs(8 * unit * first) + absolute);
        Assert.Equal(radius * Math.Sin(angle), second, Math.Abs(8 * unit * second) + absolute);
    }

    private static TNumber[] Transform<TTransform, TNumber>(uint[] words, TTransform transform)
        where TTransform : struct, IWordTransform
        where TNumber : unmanaged
    {
        uint[] copy = [.. words];
        transform.Apply<WordLanes128, Vector128<uint>>(copy);
        return MemoryMarshal.Cast<uint, TNumber>(copy).ToArray();
    }
}
