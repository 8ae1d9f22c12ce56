namespace AlignmentToolkit.Benchmarks.Measuring;

/// <summary>One piece of work done by this library and by others: a row of the table for every peer.</summary>
/// <param name="Name">What is computed, with its size, e.g. <c>product 64×784 → 1024</c>.</param>
/// <param name="Ours">One call of ours.</param>
/// <param name="Peers">Who else does it.</param>
/// <param name="Work">
/// Units of work in one call of ours (floating-point operations, numbers drawn, steps): turns seconds into a rate and, where a peer states
/// its own, makes calls of different size comparable. 0 leaves the rate out.
/// </param>
/// <param name="Unit">Unit of <paramref name="Work"/>, e.g. <c>FLOP</c>.</param>
public sealed record Comparison(string Name, Action Ours, IReadOnlyList<Peer> Peers, double Work = 0, string Unit = "");

/// <summary>Someone else doing the same work.</summary>
/// <param name="Name">As it is printed, e.g. <c>libtorch mm</c>.</param>
/// <param name="Run">One call of theirs.</param>
/// <param name="Bar">The speed ratio (ours over theirs) we hold ourselves to; 0 for none.</param>
/// <param name="Work">Units of work in one call of theirs; 0 means the same as one call of ours.</param>
public sealed record Peer(string Name, Action Run, double Bar = 0, double Work = 0)
{
    /// <summary>
    /// Runs the peer once and returns the seconds it took by its own clock: for a program whose start isn't part of the work.
    /// </summary>
    public Func<double>? OwnClock { get; init; }
}
