using AlignmentToolkit.Decoding;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding;

public class StopTextTests
{
    [Fact]
    public void However_an_answer_is_cut_into_pieces_it_ends_before_the_first_stop_text()
    {
        RandomStream stream = RandomStream.From("stop-text");
        for (int r = 0; r < 2000; r++)
        {
            string answer = Text(stream, stream.NextInt32(20));
            string[] stops = [.. Enumerable.Range(0, stream.NextInt32(3)).Select(_ => Text(stream, 1 + stream.NextInt32(4)))];
            StopText stop = new(stops);
            string shown = "";
            int read = 0;
            while (read < answer.Length && !stop.IsFound)
            {
                int length = Math.Min(stream.NextInt32(4), answer.Length - read);
                shown += stop.Push(answer.Substring(read, length));
                read += length;
            }

            if (!stop.IsFound) shown += stop.Rest();

            // What has been read by then, and no more, decides.
            string seen = answer[..read];
            int[] found = [.. stops.Select(text => seen.IndexOf(text, StringComparison.Ordinal)).Where(place => place >= 0)];
            Assert.Equal(found.Length > 0, stop.IsFound);
            Assert.Equal(found.Length > 0 ? seen[..found.Min()] : answer, shown);
        }
    }

    [Fact]
    public void Text_that_cannot_become_a_stop_text_is_shown_at_once()
    {
        StopText stop = new(["\nUser:"]);
        Assert.Equal("Hello", stop.Push("Hello"));
        Assert.Equal(" there", stop.Push(" there\nUs"));
        Assert.Equal("\nUs.", stop.Push("."));
        Assert.Equal("", stop.Push("\n"));
        Assert.Equal("", stop.Push("User"));
        Assert.Equal("", stop.Push(": more"));
        Assert.True(stop.IsFound);
        Assert.Equal("", stop.Push("still more"));
    }

    [Fact]
    public void An_empty_stop_text_is_refused() => Assert.Throws<ArgumentException>(() => new StopText(["a", ""]));

    private static string Text(RandomStream stream, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => "ab"[stream.NextInt32(2)]));
}
