using AlignmentToolkit.Numerics.Randomness;

namespace AlignmentToolkit.Numerics;

// Numbers one at a time.
public sealed partial class RandomStream
{
    private CachedPane<RawWords> _words;
    private CachedPane<NormalSingle> _normalSingles = new(new NormalSingle(0, 1));
    private CachedPane<NormalDouble> _normals = new(new NormalDouble(0, 1));

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (_openPair != 0) Begin(1);
        return _words.From(_key, _position++)[0];
    }

    /// <summary>The next 64 bits: two words, the first the lower half.</summary>
    public ulong NextUInt64()
    {
        Begin(2);
        ulong bits = ToUInt64(_words.From(_key, _position));
        _position += 2;
        return bits;
    }

    /// <summary>Uniform in [0, 1): a multiple of 2⁻²⁴.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1): a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, within ±8.57.</summary>
    public double NextNormal()
    {
        BeginNormal(4);
        double normal = BitConverter.UInt64BitsToDouble(ToUInt64(_normals.From(_key, _position)));
        AdvanceNormal(2, 4);
        return normal;
    }

    /// <summary>Standard normal in single precision, within ±6.66.</summary>
    public float NextNormalSingle()
    {
        BeginNormal(2);
        float normal = BitConverter.UInt32BitsToSingle(_normalSingles.From(_key, _position)[0]);
        AdvanceNormal(1, 2);
        return normal;
    }

    private static ulong ToUInt64(ReadOnlySpan<uint> words) => words[0] | ((ulong)words[1] << 32);
}
