using System.Runtime.InteropServices;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>One word → low + (high − low) · ⌊word / 2⁸⌋ 2⁻²⁴, rounded once and kept below high.</summary>
internal readonly struct UniformSingle(float low, float high) : IWordTransform
{
    private readonly float _low = low, _range = high - low, _largest = MathF.BitDecrement(high);

    public void Apply<TLanes, TVector>(Span<uint> words)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        ref uint start = ref MemoryMarshal.GetReference(words);
        TVector low = TLanes.Broadcast(_low), range = TLanes.Broadcast(_range), largest = TLanes.Broadcast(_largest);
        TVector unit = TLanes.Broadcast(1f / (1 << 24));
        for (int i = 0; i < words.Length; i += TLanes.Count)
        {
            TVector fraction = TLanes.Multiply<float>(TLanes.ToSingle(TLanes.ShiftRight<uint>(TLanes.Load(ref start, i), 8)), unit);
            TLanes.Store(TLanes.Minimum<float>(TLanes.MultiplyAdd<float>(fraction, range, low), largest), ref start, i);
        }
    }
}
