namespace AlignmentToolkit.Benchmarks.Measuring;

/// <summary>A set of comparisons run together. Any class of this assembly that implements it is found by its <see cref="Name"/>.</summary>
public interface ISuite
{
    /// <summary>The word on the command line, lower case.</summary>
    string Name { get; }

    /// <summary>One line: what is compared with what.</summary>
    string Description { get; }

    /// <summary>The comparisons at one thread count.</summary>
    /// <remarks>
    /// Write it as an iterator: each comparison is measured before the next is asked for, so <c>using</c> holds the peer's memory just
    /// long enough.
    /// </remarks>
    /// <param name="threads">Threads that ours and the peers may use; already set on both.</param>
    IEnumerable<Comparison> Comparisons(int threads);
}
