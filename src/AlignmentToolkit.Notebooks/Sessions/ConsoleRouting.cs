using System.Text;

namespace AlignmentToolkit.Notebooks.Sessions;

/// <summary>
/// Replaces the process's console, once, by writers that hand a cell's text to that cell and leave everyone else's where it was. Which cell
/// a thread belongs to flows with its execution context, so threads and tasks started by a cell are covered, and notebooks running side by
/// side do not mix.
/// </summary>
internal static class ConsoleRouting
{
    private static readonly Lock Gate = new();
    private static TextWriter? s_out;
    private static TextWriter? s_error;

    /// <summary>Puts the routing writers in place, unless they are there already.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            // A test framework may have put its own writer back since.
            if (!ReferenceEquals(Console.Out, s_out))
            {
                Console.SetOut(new RoutingWriter("stdout", Console.Out));
                s_out = Console.Out;
                Console.SetIn(TextReader.Synchronized(new RoutingReader()));
            }

            if (!ReferenceEquals(Console.Error, s_error))
            {
                Console.SetError(new RoutingWriter("stderr", Console.Error));
                s_error = Console.Error;
            }
        }
    }

    private sealed class RoutingWriter(string name, TextWriter elsewhere) : TextWriter
    {
        public override Encoding Encoding => elsewhere.Encoding;

        public override void Write(char value)
        {
            if (RunningCell.Current is { } cell)
                cell.Output.Stream(name, value.ToString());
            else
                elsewhere.Write(value);
        }

        public override void Write(string? value)
        {
            if (RunningCell.Current is not { } cell)
                elsewhere.Write(value);
            else if (!string.IsNullOrEmpty(value))
                cell.Output.Stream(name, value);
        }

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

        // One call a line, so that lines of two threads do not interleave.
        public override void WriteLine(string? value) => Write(value + "\n");

        public override void WriteLine() => Write("\n");

        public override void Flush()
        {
            if (RunningCell.Current is null)
                elsewhere.Flush();
        }
    }

    /// <summary>Nobody types into a notebook that runs on its own: a cell that reads gets the end of the input.</summary>
    private sealed class RoutingReader : TextReader
    {
        // Opened only when somebody reads: the console's own reader changes the terminal's settings.
        private readonly Lazy<TextReader> _elsewhere = new(() => new StreamReader(Console.OpenStandardInput()));

        public override int Peek() => RunningCell.Current is null ? _elsewhere.Value.Peek() : -1;

        public override int Read() => RunningCell.Current is null ? _elsewhere.Value.Read() : -1;

        public override string? ReadLine() => RunningCell.Current is null ? _elsewhere.Value.ReadLine() : null;
    }
}
