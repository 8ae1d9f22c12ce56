using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

[Collection(nameof(ThreadCount))]
public class ParallelWorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Each_index_is_visited_once(int threads) => ThreadCount.With(threads, () =>
    {
        for (int count = 0; count < 300; count++)
        {
            int[] visits = new int[count];
            ParallelWork.For(count, new Count(visits));
            Assert.All(visits, x => Assert.Equal(1, x));
        }

        return 0;
    });

    [Fact]
    public void A_loop_inside_a_loop_is_done_too() => ThreadCount.With(3, () =>
    {
        int[] visits = new int[64];
        ParallelWork.For(8, new Nested(visits));
        Assert.All(visits, x => Assert.Equal(1, x));
        return 0;
    });

    [Fact]
    public void Loops_of_several_callers_do_not_mix() => ThreadCount.With(2, () =>
    {
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            int[] visits = new int[50];
            ParallelWork.For(50, new Count(visits));
            Assert.All(visits, x => Assert.Equal(1, x));
        });
        return 0;
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_in_a_piece_reaches_the_caller_and_the_next_loop_works(int threads) => ThreadCount.With(threads, () =>
    {
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal("piece 7", Assert.Throws<InvalidOperationException>(() => ParallelWork.For(20, default(Failure))).Message);
            int[] visits = new int[20];
            ParallelWork.For(20, new Count(visits));
            Assert.All(visits, x => Assert.Equal(1, x));
        }

        return 0;
    });

    [Fact]
    public void Fewer_than_no_pieces_and_fewer_than_one_thread_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ParallelWork.For(-1, default(Failure)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Parallelism.Threads = 0);
    }

    private readonly struct Count(int[] visits) : IParallelBody
    {
        public void Invoke(int index) => Interlocked.Increment(ref visits[index]);
    }

    private readonly struct Nested(int[] visits) : IParallelBody
    {
        public void Invoke(int index) => ParallelWork.For(8, new Part(visits, 8 * index));
    }

    private readonly struct Part(int[] visits, int start) : IParallelBody
    {
        public void Invoke(int index) => Interlocked.Increment(ref visits[start + index]);
    }

    private readonly struct Failure : IParallelBody
    {
        public void Invoke(int index)
        {
            if (index == 7) throw new InvalidOperationException("piece 7");
        }
    }
}
