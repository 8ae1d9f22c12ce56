using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Registers of 256 bits: AVX2.</summary>
internal readonly struct WordLanes256 : IWordLanes<Vector256<uint>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector256<uint>.Count;

    public static Vector256<uint> BlockOffsets => Vector256.Create(0ul, 4ul, 1ul, 5ul).AsUInt32();

    public static ulong SecondOffset => 2;

    [MethodImpl(Inline)]
    public static Vector256<uint> Load(ref uint source, int index) => Vector256.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(Inline)]
    public static void Store(Vector256<uint> value, ref uint destination, int index) => value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(Inline)]
    public static Vector256<uint> Broadcast<T>(T value) => Vector256.Create(value).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> Add<T>(Vector256<uint> x, Vector256<uint> y) => (x.As<uint, T>() + y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> Subtract<T>(Vector256<uint> x, Vector256<uint> y) => (x.As<uint, T>() - y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> Multiply<T>(Vector256<uint> x, Vector256<uint> y) => (x.As<uint, T>() * y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> Divide<T>(Vector256<uint> x, Vector256<uint> y) => (x.As<uint, T>() / y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> Minimum<T>(Vector256<uint> x, Vector256<uint> y) =>
        Vector256.MinNative(x.As<uint, T>(), y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> SquareRoot<T>(Vector256<uint> x) => Vector256.Sqrt(x.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> MultiplyAdd<T>(Vector256<uint> x, Vector256<uint> y, Vector256<uint> z) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).AsUInt32()
        : Vector256.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector256<uint> MultiplyLowHalves(Vector256<uint> x, Vector256<uint> y) => Avx2.IsSupported
        ? Avx2.Multiply(x, y).AsUInt32()
        : Vector256.Create(
            WordLanes128.MultiplyLowHalves(x.GetLower(), y.GetLower()), WordLanes128.MultiplyLowHalves(x.GetUpper(), y.GetUpper()));

    [MethodImpl(Inline)]
    public static Vector256<uint> ToSingle(Vector256<uint> integers) => Vector256.ConvertToSingle(integers.AsInt32()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector256<uint> And(Vector256<uint> x, Vector256<uint> y) => x & y;

    [MethodImpl(Inline)]
    public static Vector256<uint> Or(Vector256<uint> x, Vector256<uint> y) => x | y;

    [MethodImpl(Inline)]
    public static Vector256<uint> Xor(Vector256<uint> x, Vector256<uint> y) => x ^ y;

    [MethodImpl(Inline)]
    public static Vector256<uint> ShiftLeft<T>(Vector256<uint> x, int bits) => (x.As<uint, T>() << bits).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> ShiftRight<T>(Vector256<uint> x, int bits) => (x.As<uint, T>() >>> bits).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> IsZero<T>(Vector256<uint> x) => Vector256.Equals(x.As<uint, T>(), Vector256<T>.Zero).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector256<uint> Select(Vector256<uint> mask, Vector256<uint> whenSet, Vector256<uint> otherwise) =>
        Vector256.ConditionalSelect(mask, whenSet, otherwise);

    [MethodImpl(Inline)]
    public static Vector256<uint> Blend(Vector256<uint> even, Vector256<uint> odd) => Avx2.IsSupported
        ? Avx2.Blend(even, odd, 0b1010_1010)
        : Vector256.ConditionalSelect(Vector256.Create((ulong)uint.MaxValue).AsUInt32(), even, odd);

    [MethodImpl(Inline)]
    public static Vector256<uint> UnpackLow<T>(Vector256<uint> x, Vector256<uint> y) => !Avx2.IsSupported
        ? Vector256.Create(WordLanes128.UnpackLow<T>(x.GetLower(), y.GetLower()), WordLanes128.UnpackLow<T>(x.GetUpper(), y.GetUpper()))
        : Unsafe.SizeOf<T>() == 4 ? Avx2.UnpackLow(x, y) : Avx2.UnpackLow(x.AsUInt64(), y.AsUInt64()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector256<uint> UnpackHigh<T>(Vector256<uint> x, Vector256<uint> y) => !Avx2.IsSupported
        ? Vector256.Create(WordLanes128.UnpackHigh<T>(x.GetLower(), y.GetLower()), WordLanes128.UnpackHigh<T>(x.GetUpper(), y.GetUpper()))
        : Unsafe.SizeOf<T>() == 4 ? Avx2.UnpackHigh(x, y) : Avx2.UnpackHigh(x.AsUInt64(), y.AsUInt64()).AsUInt32();
}
