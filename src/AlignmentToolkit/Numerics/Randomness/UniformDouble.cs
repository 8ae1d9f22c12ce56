using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>
/// Two words, the first the lower half of a 64-bit integer w → low + (high − low) · ⌊w / 2¹¹⌋ 2⁻⁵³, rounded once and kept below high.
/// </summary>
internal readonly struct UniformDouble(double low, double high) : IWordTransform
{
    private readonly double _low = low, _range = high - low, _largest = Math.BitDecrement(high);

    public void Apply<TLanes, TVector>(Span<uint> words)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        ref uint start = ref MemoryMarshal.GetReference(words);
        TVector low = TLanes.Broadcast(_low), range = TLanes.Broadcast(_range), largest = TLanes.Broadcast(_largest);
        for (int i = 0; i < words.Length; i += TLanes.Count)
        {
            TVector fraction = Fraction<TLanes, TVector>(TLanes.Load(ref start, i));
            TLanes.Store(TLanes.Minimum<double>(TLanes.MultiplyAdd<double>(fraction, range, low), largest), ref start, i);
        }
    }

    /// <summary>⌊w / 2¹¹⌋ 2⁻⁵³, exactly.</summary>
    /// <remarks>
    /// No register of AVX2 converts 64-bit integers. Halves of 21 and 32 bits are put into the mantissas of 2⁸⁴ and 2⁵² instead, and
    /// those powers subtracted.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Fraction<TLanes, TVector>(TVector w)
        where TLanes : struct, IWordLanes<TVector>
        where TVector : struct
    {
        TVector integer = TLanes.ShiftRight<ulong>(w, 11);
        TVector upper = TLanes.Or(TLanes.ShiftRight<ulong>(integer, 32), TLanes.Broadcast(BitConverter.DoubleToUInt64Bits(TwoTo84)));
        TVector lower = TLanes.Blend(integer, TLanes.Broadcast(BitConverter.DoubleToUInt64Bits(TwoTo52)));
        TVector sum = TLanes.Add<double>(TLanes.Subtract<double>(upper, TLanes.Broadcast(TwoTo84 + TwoTo52)), lower);
        return TLanes.Multiply<double>(sum, TLanes.Broadcast(1.0 / (1UL << 53)));
    }

    private const double TwoTo52 = 1UL << 52, TwoTo84 = TwoTo52 * (1UL << 32);
}
