using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using MathNet.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>erf(x/√2) and its slope √(2/π) exp(−x²/2) of many numbers.</summary>
/// <remarks>
/// erf(|x|/√2) = 1 − exp(−x²/2) q(t), t = 4/(4 + |x|): the smooth factor q(t) = exp(x²/2) erfc(|x|/√2) is a polynomial in t to working
/// precision, interpolated once at Chebyshev points where 0 ≤ |x| ≤ 9; beyond, the function is 1 to the last bit. Absolute error below
/// 1e-14. Four vectors go through the polynomials side by side, which hides the latency of the fused multiply-adds.
/// </remarks>
internal static class VectorErf
{
    private const int Degree = 19;
    private const double Bend = 4, Farthest = 9, Middle = 0.5 * (1 + Bend / (Bend + Farthest)), HalfWidth = 1 - Middle;

    private static readonly double RootTwoOverPi = Math.Sqrt(2 / Math.PI);

    /// <summary>Coefficients of q in powers of (t − Middle) / HalfWidth ∈ [−1, 1], highest first.</summary>
    private static readonly double[] Smooth = Interpolate();

    /// <summary>1/k!, highest first: eʳ to 1e-14 where |r| ≤ ½ ln 2.</summary>
    private static readonly double[] Exponential = [.. Enumerable.Range(0, 12).Reverse().Select(k => 1 / SpecialFunctions.Factorial(k))];

    /// <summary>Values and, unless <paramref name="slopes"/> is empty, slopes.</summary>
    public static void Evaluate(ReadOnlySpan<double> x, Span<double> values, Span<double> slopes)
    {
        int width = Vector<double>.Count, i = 0;
        ref double source = ref MemoryMarshal.GetReference(x);
        ref double value = ref MemoryMarshal.GetReference(values);
        ref double slope = ref MemoryMarshal.GetReference(slopes);
        for (; i <= x.Length - 4 * width; i += 4 * width)
        {
            Four fields = Four.Load(ref source, i, width);
            Four bells = Bells(fields);
            Signed(fields, bells).Store(ref value, i, width);
            if (!slopes.IsEmpty) (bells * Vector.Create(RootTwoOverPi)).Store(ref slope, i, width);
        }

        if (i < x.Length) EvaluateRest(x[i..], values[i..], slopes.IsEmpty ? slopes : slopes[i..]);
    }

    private static void EvaluateRest(ReadOnlySpan<double> x, Span<double> values, Span<double> slopes)
    {
        int room = 4 * Vector<double>.Count;
        Span<double> padded = stackalloc double[room], value = stackalloc double[room], slope = stackalloc double[room];
        padded.Clear();
        x.CopyTo(padded);
        Evaluate(padded, value, slope);
        value[..x.Length].CopyTo(values);
        if (!slopes.IsEmpty) slope[..x.Length].CopyTo(slopes);
    }

    /// <summary>exp(−x²/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Four Bells(Four x)
    {
        // 2ⁿ eʳ with n the nearest integer: adding 1.5·2⁵² leaves n in the lowest bits.
        const double rounding = 6755399441055744;
        Four size = Four.Min(Four.Abs(x), Vector.Create(Farthest));
        Four exponent = size * size * Vector.Create(-0.5);
        Four shifted = Four.MultiplyAdd(exponent, Vector.Create(Math.Log2(Math.E)), Vector.Create(rounding));
        Four rest = Four.MultiplyAdd(shifted - Vector.Create(rounding), Vector.Create(-Math.Log(2)), exponent);
        return Four.Scale(Four.Polynomial(Exponential, rest), shifted);
    }

    /// <summary>sign(x) (1 − bell q(t)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Four Signed(Four x, Four bells)
    {
        Four size = Four.Min(Four.Abs(x), Vector.Create(Farthest));
        Four t = Four.Divide(Vector.Create(Bend / HalfWidth), size + Vector.Create(Bend)) - Vector.Create(Middle / HalfWidth);
        return Four.CopySign(Four.OneMinusProduct(bells, Four.Polynomial(Smooth, t)), x);
    }

    private static double[] Interpolate()
    {
        const int points = Degree + 1;
        double[] chebyshev = new double[points];
        for (int n = 0; n < points; n++)
        {
            for (int j = 0; j < points; j++)
            {
                double angle = Math.PI * (j + 0.5) / points;
                double size = Bend / (Middle + HalfWidth * Math.Cos(angle)) - Bend;
                chebyshev[n] += Math.Exp(0.5 * size * size) * SpecialFunctions.Erfc(size / Math.Sqrt(2)) * Math.Cos(n * angle);
            }

            chebyshev[n] *= (n == 0 ? 1.0 : 2.0) / points;
        }

        double[] powers = ToPowers(chebyshev);
        Array.Reverse(powers);
        return powers;
    }

    /// <summary>Σ c_n T_n(s) in powers of s, lowest first; the coefficients fall much faster than those of T_n grow.</summary>
    private static double[] ToPowers(double[] chebyshev)
    {
        double[] before = new double[chebyshev.Length], polynomial = new double[chebyshev.Length], sum = new double[chebyshev.Length];
        polynomial[0] = 1;
        for (int n = 0; n < chebyshev.Length; n++)
        {
            for (int i = 0; i < sum.Length; i++) sum[i] += chebyshev[n] * polynomial[i];
            // T_{n+1} = 2 s T_n − T_{n−1}, and T_1 = s.
            double[] next = new double[chebyshev.Length];
            for (int i = 0; i < sum.Length; i++) next[i] = (n == 0 ? 1 : 2) * (i > 0 ? polynomial[i - 1] : 0) - before[i];
            (before, polynomial) = (polynomial, next);
        }

        return sum;
    }

    /// <summary>Four vectors that go through the same operations.</summary>
    private readonly struct Four(Vector<double> a, Vector<double> b, Vector<double> c, Vector<double> d)
    {
        private readonly Vector<double> _a = a, _b = b, _c = c, _d = d;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four operator *(Four x, Four y) => new(x._a * y._a, x._b * y._b, x._c * y._c, x._d * y._d);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four operator *(Four x, Vector<double> y) => new(x._a * y, x._b * y, x._c * y, x._d * y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four operator +(Four x, Vector<double> y) => new(x._a + y, x._b + y, x._c + y, x._d + y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four operator -(Four x, Vector<double> y) => new(x._a - y, x._b - y, x._c - y, x._d - y);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four Load(ref double source, int at, int width) =>
            new(
                Vector.LoadUnsafe(ref source, (nuint)at), Vector.LoadUnsafe(ref source, (nuint)(at + width)),
                Vector.LoadUnsafe(ref source, (nuint)(at + 2 * width)), Vector.LoadUnsafe(ref source, (nuint)(at + 3 * width)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(ref double target, int at, int width)
        {
            _a.StoreUnsafe(ref target, (nuint)at);
            _b.StoreUnsafe(ref target, (nuint)(at + width));
            _c.StoreUnsafe(ref target, (nuint)(at + 2 * width));
            _d.StoreUnsafe(ref target, (nuint)(at + 3 * width));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four Abs(Four x) => new(Vector.Abs(x._a), Vector.Abs(x._b), Vector.Abs(x._c), Vector.Abs(x._d));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four Min(Four x, Vector<double> y) =>
            new(Vector.Min(x._a, y), Vector.Min(x._b, y), Vector.Min(x._c, y), Vector.Min(x._d, y));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four Divide(Vector<double> x, Four y) => new(x / y._a, x / y._b, x / y._c, x / y._d);

        /// <summary>x s + y.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four MultiplyAdd(Four x, Vector<double> s, Vector<double> y) =>
            new(
                Vector.FusedMultiplyAdd(x._a, s, y), Vector.FusedMultiplyAdd(x._b, s, y), Vector.FusedMultiplyAdd(x._c, s, y),
                Vector.FusedMultiplyAdd(x._d, s, y));

        /// <summary>x s + y.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four MultiplyAdd(Four x, Vector<double> s, Four y) =>
            new(
                Vector.FusedMultiplyAdd(x._a, s, y._a), Vector.FusedMultiplyAdd(x._b, s, y._b), Vector.FusedMultiplyAdd(x._c, s, y._c),
                Vector.FusedMultiplyAdd(x._d, s, y._d));

        /// <summary>1 − x y.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four OneMinusProduct(Four x, Four y)
        {
            Vector<double> one = Vector<double>.One;
            return new(
                Vector.FusedMultiplyAdd(-x._a, y._a, one), Vector.FusedMultiplyAdd(-x._b, y._b, one),
                Vector.FusedMultiplyAdd(-x._c, y._c, one), Vector.FusedMultiplyAdd(-x._d, y._d, one));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four CopySign(Four x, Four sign) =>
            new(
                Vector.CopySign(x._a, sign._a), Vector.CopySign(x._b, sign._b), Vector.CopySign(x._c, sign._c),
                Vector.CopySign(x._d, sign._d));

        /// <summary>x 2ⁿ, n an integer in the lowest bits of <paramref name="shifted"/>; results are normal numbers.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four Scale(Four x, Four shifted) =>
            new(Scale(x._a, shifted._a), Scale(x._b, shifted._b), Scale(x._c, shifted._c), Scale(x._d, shifted._d));

        /// <summary>Horner's scheme.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Four Polynomial(double[] coefficients, Four x)
        {
            Vector<double> a = Vector.Create(coefficients[0]), b = a, c = a, d = a;
            for (int i = 1; i < coefficients.Length; i++)
            {
                Vector<double> next = Vector.Create(coefficients[i]);
                a = Vector.FusedMultiplyAdd(a, x._a, next);
                b = Vector.FusedMultiplyAdd(b, x._b, next);
                c = Vector.FusedMultiplyAdd(c, x._c, next);
                d = Vector.FusedMultiplyAdd(d, x._d, next);
            }

            return new(a, b, c, d);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<double> Scale(Vector<double> x, Vector<double> shifted) =>
            Vector.AsVectorDouble(Vector.AsVectorInt64(x) + (Vector.AsVectorInt64(shifted) << 52));
    }
}
