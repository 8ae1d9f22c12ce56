namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Turns random words into numbers of a distribution, where they lie.</summary>
/// <remarks>
/// A number depends on the words of its own pair and on nothing else, so it does not matter how many are transformed at once.
/// </remarks>
internal interface IWordTransform
{
    /// <summary>Transforms whole panes.</summary>
    /// <param name="words">A multiple of <see cref="Philox.PaneWords"/> words.</param>
    void Apply<TLanes, TVector>(Span<uint> words)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct;
}
