using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Registers of 128 bits, present everywhere.</summary>
internal readonly struct WordLanes128 : IWordLanes<Vector128<uint>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    public static int Count => Vector128<uint>.Count;

    public static Vector128<uint> BlockOffsets => Vector128.Create(0ul, 2ul).AsUInt32();

    public static ulong SecondOffset => 1;

    [MethodImpl(Inline)]
    public static Vector128<uint> Load(ref uint source, int index) => Vector128.LoadUnsafe(ref source, (nuint)index);

    [MethodImpl(Inline)]
    public static void Store(Vector128<uint> value, ref uint destination, int index) => value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(Inline)]
    public static Vector128<uint> Broadcast<T>(T value) => Vector128.Create(value).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> Add<T>(Vector128<uint> x, Vector128<uint> y) => (x.As<uint, T>() + y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> Subtract<T>(Vector128<uint> x, Vector128<uint> y) => (x.As<uint, T>() - y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> Multiply<T>(Vector128<uint> x, Vector128<uint> y) => (x.As<uint, T>() * y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> Divide<T>(Vector128<uint> x, Vector128<uint> y) => (x.As<uint, T>() / y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> Minimum<T>(Vector128<uint> x, Vector128<uint> y) =>
        Vector128.MinNative(x.As<uint, T>(), y.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> SquareRoot<T>(Vector128<uint> x) => Vector128.Sqrt(x.As<uint, T>()).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> MultiplyAdd<T>(Vector128<uint> x, Vector128<uint> y, Vector128<uint> z) => typeof(T) == typeof(float)
        ? Vector128.FusedMultiplyAdd(x.AsSingle(), y.AsSingle(), z.AsSingle()).AsUInt32()
        : Vector128.FusedMultiplyAdd(x.AsDouble(), y.AsDouble(), z.AsDouble()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector128<uint> MultiplyLowHalves(Vector128<uint> x, Vector128<uint> y) => Sse2.IsSupported
        ? Sse2.Multiply(x, y).AsUInt32()
        : ((x.AsUInt64() & Vector128.Create((ulong)uint.MaxValue)) * y.AsUInt64()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector128<uint> ToSingle(Vector128<uint> integers) => Vector128.ConvertToSingle(integers.AsInt32()).AsUInt32();

    [MethodImpl(Inline)]
    public static Vector128<uint> And(Vector128<uint> x, Vector128<uint> y) => x & y;

    [MethodImpl(Inline)]
    public static Vector128<uint> Or(Vector128<uint> x, Vector128<uint> y) => x | y;

    [MethodImpl(Inline)]
    public static Vector128<uint> Xor(Vector128<uint> x, Vector128<uint> y) => x ^ y;

    [MethodImpl(Inline)]
    public static Vector128<uint> ShiftLeft<T>(Vector128<uint> x, int bits) => (x.As<uint, T>() << bits).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> ShiftRight<T>(Vector128<uint> x, int bits) => (x.As<uint, T>() >>> bits).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> IsZero<T>(Vector128<uint> x) => Vector128.Equals(x.As<uint, T>(), Vector128<T>.Zero).As<T, uint>();

    [MethodImpl(Inline)]
    public static Vector128<uint> Select(Vector128<uint> mask, Vector128<uint> whenSet, Vector128<uint> otherwise) =>
        Vector128.ConditionalSelect(mask, whenSet, otherwise);

    [MethodImpl(Inline)]
    public static Vector128<uint> Blend(Vector128<uint> even, Vector128<uint> odd) =>
        Vector128.ConditionalSelect(Vector128.Create((ulong)uint.MaxValue).AsUInt32(), even, odd);

    [MethodImpl(Inline)]
    public static Vector128<uint> UnpackLow<T>(Vector128<uint> x, Vector128<uint> y) =>
        (Unsafe.SizeOf<T>(), Sse2.IsSupported, AdvSimd.Arm64.IsSupported) switch
        {
            (4, true, _) => Sse2.UnpackLow(x, y),
            (_, true, _) => Sse2.UnpackLow(x.AsUInt64(), y.AsUInt64()).AsUInt32(),
            (4, _, true) => AdvSimd.Arm64.ZipLow(x, y),
            (_, _, true) => AdvSimd.Arm64.ZipLow(x.AsUInt64(), y.AsUInt64()).AsUInt32(),
            (4, _, _) => Vector128.Create(x[0], y[0], x[1], y[1]),
            _ => Vector128.Create(x[0], x[1], y[0], y[1]),
        };

    [MethodImpl(Inline)]
    public static Vector128<uint> UnpackHigh<T>(Vector128<uint> x, Vector128<uint> y) =>
        (Unsafe.SizeOf<T>(), Sse2.IsSupported, AdvSimd.Arm64.IsSupported) switch
        {
            (4, true, _) => Sse2.UnpackHigh(x, y),
            (_, true, _) => Sse2.UnpackHigh(x.AsUInt64(), y.AsUInt64()).AsUInt32(),
            (4, _, true) => AdvSimd.Arm64.ZipHigh(x, y),
            (_, _, true) => AdvSimd.Arm64.ZipHigh(x.AsUInt64(), y.AsUInt64()).AsUInt32(),
            (4, _, _) => Vector128.Create(x[2], y[2], x[3], y[3]),
            _ => Vector128.Create(x[2], x[3], y[2], y[3]),
        };
}
