using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>exp of a register of numbers, correct to two units in the last place.</summary>
/// <remarks>
/// x = n ln 2 + r with |r| ≤ ½ ln 2; e^r by a polynomial of degree 6 with the coefficients of the Cephes library, 2ⁿ by the exponent bits.
/// Below −87.33, where the result would be subnormal, it is 0; above 88.37 it stays at about 2.4·10³⁸. NaN stays NaN.
/// </remarks>
internal static class VectorExponential
{
    private const float Lowest = -87.33f, Highest = 88.37f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Of(Vector<float> x)
    {
        Vector<float> clamped = Vector.MinNative(Vector.MaxNative(x, new Vector<float>(Lowest)), new Vector<float>(Highest));
        Vector<float> n = Vector.Round(clamped * 1.44269504f);

        // ln 2 in two parts: the first has few bits, so that n times it is exact.
        Vector<float> r = Vector.FusedMultiplyAdd(n, new Vector<float>(-0.693359375f), clamped);
        r = Vector.FusedMultiplyAdd(n, new Vector<float>(2.12194440e-4f), r);
        Vector<float> p = Vector.FusedMultiplyAdd(r, new Vector<float>(1.9875691500e-4f), new Vector<float>(1.3981999507e-3f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(8.3334519073e-3f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(4.1665795894e-2f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(1.6666665459e-1f));
        p = Vector.FusedMultiplyAdd(p, r, new Vector<float>(5.0000001201e-1f));
        p = Vector.FusedMultiplyAdd(p, r * r, r) + Vector<float>.One;
        Vector<int> power = Vector.ShiftLeft(Vector.ConvertToInt32Native(n) + new Vector<int>(127), 23);
        Vector<float> result = p * Vector.AsVectorSingle(power);
        result = Vector.ConditionalSelect(Vector.LessThan(x, new Vector<float>(Lowest)), Vector<float>.Zero, result);
        return Vector.ConditionalSelect(Vector.Equals(x, x), result, x);
    }
}
