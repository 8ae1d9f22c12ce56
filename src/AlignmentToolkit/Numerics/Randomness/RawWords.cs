namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>The words as they come.</summary>
internal readonly struct RawWords : IWordTransform
{
    public void Apply<TLanes, TVector>(Span<uint> words)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
    }
}
