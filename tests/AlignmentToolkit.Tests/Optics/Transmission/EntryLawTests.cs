using System.Numerics;

using AlignmentToolkit.Optics.Transmission;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Transmission;

public unsafe class EntryLawTests
{
    // Half of the relative error of the logarithm, 5e-7, that of the sine, 7.6e-7, and a handful of roundings of 6e-8.
    private const double RelativeError = 1.8e-6;

    [Fact]
    public void An_entry_is_the_box_muller_transform_of_its_words() =>
        Gen.Select(Gen.UInt.Array[EntryWords.ColumnWords], Gen.Double[0.01, 5]).Sample(AgreesWithDoublePrecision, iter: 2000);

    [Fact]
    public void The_ends_of_the_range_of_words_are_no_exception()
    {
        uint[] extremes =
        [
            0, 1, 2, 3, 4, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000, 0x80000001, 0xffffff00, 0xffffff7f, 0xfffffffe, 0xffffffff,
        ];
        foreach (uint radius in extremes)
        {
            foreach (uint phase in extremes)
            {
                uint[] words = [.. Enumerable.Range(0, EntryWords.ColumnWords).Select(i => i / 8 % 2 == 0 ? radius : phase)];
                AgreesWithDoublePrecision(words, 1);
            }
        }
    }

    [Fact]
    public void Every_magnitude_is_positive_and_at_most_4_point_71()
    {
        foreach (uint radius in (uint[])[0, 1, uint.MaxValue, uint.MaxValue - 1, uint.MaxValue - 255])
        {
            uint[] words = [.. Enumerable.Range(0, EntryWords.ColumnWords).Select(i => i / 8 % 2 == 0 ? radius : 12345u)];
            Complex entry = Entries(words, 1)[0];
            Assert.InRange(entry.Magnitude, 1e-4, 4.71);
        }
    }

    private static void AgreesWithDoublePrecision(uint[] words, double variance)
    {
        Complex[] entries = Entries(words, variance);
        for (int row = 0; row < EntryWords.GroupRows; row++)
        {
            int place = row < 8 ? row : row + 8;
            Complex expected = Expected(words[place], words[place + 8], variance);
            Assert.True((expected - entries[row]).Magnitude <= RelativeError * expected.Magnitude, $"{expected} {entries[row]}");
        }
    }

    /// <summary>The equations of the law, with the logarithm, sine and cosine of the framework.</summary>
    private static Complex Expected(uint radius, uint phase, double variance)
    {
        // u is a single-precision number by definition: the rest is not rounded.
        float scale = (1 - MathF.ScaleB(1, -24)) * MathF.ScaleB(1, -31);
        float u = MathF.FusedMultiplyAdd((float)(int)(radius >> 1), scale, MathF.ScaleB(1, -32));
        double magnitude = Math.Sqrt(variance * -Math.Log(u));
        double angle = Math.PI * (int)(phase << 1) / Math.Pow(2, 32);
        return (phase >> 31 == 0 ? magnitude : -magnitude) * new Complex(Math.Cos(angle), Math.Sin(angle));
    }

    private static Complex[] Entries(uint[] words, double variance)
    {
        float[] real = new float[EntryWords.GroupRows], imaginary = new float[EntryWords.GroupRows];
        fixed (uint* source = words)
        fixed (float* re = real, im = imaginary)
            new EntryLaw(variance).Transform(source, 1, re, im, EntryWords.GroupRows, EntryWords.GroupRows / 2);
        return [.. real.Zip(imaginary, (x, y) => new Complex(x, y))];
    }
}
