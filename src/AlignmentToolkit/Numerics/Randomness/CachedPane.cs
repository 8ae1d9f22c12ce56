namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>The pane a stream last drew single numbers from.</summary>
/// <param name="transform">What its words are turned into.</param>
internal struct CachedPane<TTransform>(TTransform transform)
    where TTransform : struct, IWordTransform
{
    private uint[]? _words;
    private ulong _start;

    /// <summary>The transformed words from a position to the end of its pane.</summary>
    public ReadOnlySpan<uint> From(PhiloxKey key, ulong position)
    {
        ulong start = position - position % Philox.PaneWords;
        if (_words is null || _start != start) Refill(key, start);
        return _words.AsSpan((int)(position - start));
    }

    private void Refill(PhiloxKey key, ulong start)
    {
        _words ??= new uint[Philox.PaneWords];
        _start = start;
        PaneFill.Fill(_words, key, start, transform);
    }
}
