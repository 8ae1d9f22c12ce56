using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

[Collection(nameof(ThreadCount))]
public class RandomStreamThreadTests
{
    // Long enough for several pieces of the parallel loop; pieces of a thousand are too short for it.
    private const int Count = 200_001, Piece = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Large_fills_have_the_same_bits_on_any_number_of_threads(int threads)
    {
        Check<float>((stream, x) => stream.FillUniform(x));
        Check<double>((stream, x) => stream.FillUniform(x));
        Check<float>((stream, x) => stream.FillNormal(x));
        Check<double>((stream, x) => stream.FillNormal(x));

        void Check<T>(Action<RandomStream, Span<T>> fill)
        {
            T[] expected = new T[Count], whole = new T[Count];
            RandomStream pieces = Started(), stream = Started();
            for (int i = 0; i < Count; i += Piece) fill(pieces, expected.AsSpan(i, Math.Min(Piece, Count - i)));
            ThreadCount.With(threads, () =>
            {
                fill(stream, whole);
                return 0;
            });
            Assert.Equal(expected, whole);
            Assert.Equal(pieces.Position, stream.Position);
        }
    }

    // Not at the beginning of a pane.
    private static RandomStream Started()
    {
        RandomStream stream = RandomStream.From("threads");
        for (int i = 0; i < 3; i++) stream.NextUInt32();
        return stream;
    }
}
