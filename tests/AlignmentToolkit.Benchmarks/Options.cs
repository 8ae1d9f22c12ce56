using System.Globalization;

namespace AlignmentToolkit.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Suite">Name of a suite, or <c>all</c>.</param>
/// <param name="Threads">Thread counts, measured one after the other.</param>
/// <param name="Rounds">Turns per contender.</param>
/// <param name="Filter">Only comparisons whose name contains it.</param>
public sealed record Options(string Suite, IReadOnlyList<int> Threads, int Rounds, string Filter)
{
    /// <summary>How to call the program.</summary>
    public const string Usage = "usage: <suite>|all [--threads 1,2] [--rounds 25] [--filter text]   or   bdn --filter '*Name*'";

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown or its value is not a number.</exception>
    public static Options Parse(string[] arguments)
    {
        var options = new Options(arguments[0], [1, Environment.ProcessorCount], 25, "");
        for (int i = 1; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value");
            options = arguments[i] switch
            {
                "--threads" => options with { Threads = [.. value.Split(',').Select(Count)] },
                "--rounds" => options with { Rounds = Count(value) },
                "--filter" => options with { Filter = value },
                _ => throw new ArgumentException($"unknown option {arguments[i]}"),
            };
        }

        return options with { Threads = [.. options.Threads.Distinct()] };
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
        ? count
        : throw new ArgumentException($"'{text}' is not a positive whole number");
}
