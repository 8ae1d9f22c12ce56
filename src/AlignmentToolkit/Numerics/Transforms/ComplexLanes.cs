using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>Products of complex numbers whose parts are in registers of their own.</summary>
internal static class ComplexLanes
{
    /// <summary>Re (x y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ProductReal<T>(Vector<T> xr, Vector<T> xi, Vector<T> yr, Vector<T> yi)
        where T : unmanaged
        => MultiplyAdd(-xi, yi, xr * yr);

    /// <summary>Im (x y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ProductImaginary<T>(Vector<T> xr, Vector<T> xi, Vector<T> yr, Vector<T> yi)
        where T : unmanaged
        => MultiplyAdd(xr, yi, xi * yr);

    // The framework has no multiply-add over a generic lane; the test on T is decided when the method is compiled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> x, Vector<T> y, Vector<T> z)
        where T : unmanaged
        => typeof(T) == typeof(float)
            ? Vector.MultiplyAddEstimate(x.As<T, float>(), y.As<T, float>(), z.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(x.As<T, double>(), y.As<T, double>(), z.As<T, double>()).As<double, T>();
}
