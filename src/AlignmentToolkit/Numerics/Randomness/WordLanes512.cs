using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Registers of 512 bits: AVX-512.</summary>
internal readonly struct WordLanes512 : IWordLanes<Vector512<uint>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector512<uint>.Count;

    public static Vector512<uint> BlockOffsets => Vector512.Create(0ul, 8ul, 1ul, 9ul, 2ul, 10ul, 3ul, 11ul).AsUInt32();

    public static ulong SecondOffset => 4;

    [MethodImpl(Inline)]
    public static Vector512<uint> Load(ref uint source, int index) => Vector512.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(Inline)]
    public static void Store(Vector512<uint> value, ref uint destination, int index) => value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(Inline)]
    public static Vector512<uint> Broadcast<T>(T value) => Vector512.Create(value).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> Add<T>(Vector512<uint> x, Vector512<uint> y) => (x.As<uint, T>() + y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> Subtract<T>(Vector512<uint> x, Vector512<uint> y) => (x.As<uint, T>() - y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> Multiply<T>(Vector512<uint> x, Vector512<uint> y) => (x.As<uint, T>() * y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> Divide<T>(Vector512<uint> x, Vector512<uint> y) => (x.As<uint, T>() / y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> Minimum<T>(Vector512<uint> x, Vector512<uint> y) =>
        Vector512.MinNative(x.As<uint, T>(), y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> SquareRoot<T>(Vector512<uint> x) => Vector512.Sqrt(x.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> MultiplyAdd<T>(Vector512<uint> x, Vector512<uint> y, Vector512<uint> z) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).AsUInt32()
        : Vector512.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector512<uint> MultiplyLowHalves(Vector512<uint> x, Vector512<uint> y) => Avx512F.IsSupported
        ? Avx512F.Multiply(x, y).AsUInt32()
        : Vector512.Create(
            WordLanes256.MultiplyLowHalves(x.GetLower(), y.GetLower()), WordLanes256.MultiplyLowHalves(x.GetUpper(), y.GetUpper()));

    [MethodImpl(Inline)]
    public static Vector512<uint> ToSingle(Vector512<uint> integers) => Vector512.ConvertToSingle(integers.AsInt32()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector512<uint> And(Vector512<uint> x, Vector512<uint> y) => x & y;

    [MethodImpl(Inline)]
    public static Vector512<uint> Or(Vector512<uint> x, Vector512<uint> y) => x | y;

    [MethodImpl(Inline)]
    public static Vector512<uint> Xor(Vector512<uint> x, Vector512<uint> y) => x ^ y;

    [MethodImpl(Inline)]
    public static Vector512<uint> ShiftLeft<T>(Vector512<uint> x, int bits) => (x.As<uint, T>() << bits).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> ShiftRight<T>(Vector512<uint> x, int bits) => (x.As<uint, T>() >>> bits).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> IsZero<T>(Vector512<uint> x) => Vector512.Equals(x.As<uint, T>(), Vector512<T>.Zero).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector512<uint> Select(Vector512<uint> mask, Vector512<uint> whenSet, Vector512<uint> otherwise) =>
        Vector512.ConditionalSelect(mask, whenSet, otherwise);

    [MethodImpl(Inline)]
    public static Vector512<uint> Blend(Vector512<uint> even, Vector512<uint> odd) =>
        Vector512.ConditionalSelect(Vector512.Create((ulong)uint.MaxValue).AsUInt32(), even, odd);

    [MethodImpl(Inline)]
    public static Vector512<uint> UnpackLow<T>(Vector512<uint> x, Vector512<uint> y) => !Avx512F.IsSupported
        ? Vector512.Create(WordLanes256.UnpackLow<T>(x.GetLower(), y.GetLower()), WordLanes256.UnpackLow<T>(x.GetUpper(), y.GetUpper()))
        : Unsafe.SizeOf<T>() == 4 ? Avx512F.UnpackLow(x, y) : Avx512F.UnpackLow(x.AsUInt64(), y.AsUInt64()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector512<uint> UnpackHigh<T>(Vector512<uint> x, Vector512<uint> y) => !Avx512F.IsSupported
        ? Vector512.Create(WordLanes256.UnpackHigh<T>(x.GetLower(), y.GetLower()), WordLanes256.UnpackHigh<T>(x.GetUpper(), y.GetUpper()))
        : Unsafe.SizeOf<T>() == 4 ? Avx512F.UnpackHigh(x, y) : Avx512F.UnpackHigh(x.AsUInt64(), y.AsUInt64()).AsUInt32();
}
