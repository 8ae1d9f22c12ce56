using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Privacy.LossDistributions;

/// <summary>m(z) = (1 − Φ(z)) / φ(z), z ≥ 0: the normal tail without the exponential that would underflow.</summary>
/// <remarks>
/// (z + b) m(z) is a smooth function of t = (b − z)/(b + z) ∈ [−1, 1], interpolated once at Chebyshev points, where m comes from its
/// continued fraction m(z) = 1/(z + 1/(z + 2/(z + …))) or, near 0, from its power series, in decimal arithmetic. Right to a few
/// units of round-off; vectorised.
/// </remarks>
internal static class MillsRatio
{
    private const int Degree = 30;
    private const double Bend = 4.6;

    /// <summary>Coefficients of (z + b) m(z) in powers of t, highest first.</summary>
    private static readonly double[] Smooth = Interpolate();

    /// <summary>values ← m(|z|) · values. At z = ±∞ the ratio is 0.</summary>
    public static void MultiplyInto(ReadOnlySpan<double> z, Span<double> values)
    {
        int width = Vector<double>.Count, i = 0;
        ref double source = ref MemoryMarshal.GetReference(z);
        ref double target = ref MemoryMarshal.GetReference(values);
        for (; i <= z.Length - (2 * width); i += 2 * width)
        {
            Vector<double> first = Ratio(Vector.LoadUnsafe(ref source, (nuint)i));
            Vector<double> second = Ratio(Vector.LoadUnsafe(ref source, (nuint)(i + width)));
            (first * Vector.LoadUnsafe(ref target, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
            (second * Vector.LoadUnsafe(ref target, (nuint)(i + width))).StoreUnsafe(ref target, (nuint)(i + width));
        }

        for (; i < z.Length; i++) values[i] *= Ratio(Vector.Create(z[i]))[0];
    }

    /// <summary>m(|z|).</summary>
    public static double At(double z) => Ratio(Vector.Create(z))[0];

    private static Vector<double> Ratio(Vector<double> z)
    {
        Vector<double> size = Vector.Min(Vector.Abs(z), Vector.Create(1e300)), inverse = Vector<double>.One / (size + Vector.Create(Bend));
        Vector<double> t = (Vector.Create(Bend) - size) * inverse, sum = Vector.Create(Smooth[0]);
        for (int k = 1; k < Smooth.Length; k++) sum = Vector.FusedMultiplyAdd(sum, t, Vector.Create(Smooth[k]));
        return sum * inverse;
    }

    private static double[] Interpolate()
    {
        int points = Degree + 1;
        decimal[] values = new decimal[points];
        double[] nodes = new double[points];
        for (int j = 0; j < points; j++)
        {
            nodes[j] = Math.Cos(Math.PI * (j + 0.5) / points);
            double z = Bend * (1 - nodes[j]) / (1 + nodes[j]);
            values[j] = ((decimal)z + (decimal)Bend) * Exactly((decimal)z);
        }

        return PowersFromChebyshev(values);
    }

    /// <summary>m(z) to more than twenty digits.</summary>
    private static decimal Exactly(decimal z)
    {
        if (z < 2)
        {
            // m = e^(z²/2) √(π/2) − (z + z³/3 + z⁵/(3·5) + …), both series of positive terms.
            const decimal RootHalfPi = 1.2533141373155002512078826424m;
            decimal power = z, sum = 0, exponential = 1, term = 1;
            for (int k = 1; power > 1e-27m; k += 2, power *= z * z / k) sum += power;
            for (int k = 1; term > 1e-27m; k++) exponential += term *= z * z / (2 * k);
            return (RootHalfPi * exponential) - sum;
        }

        decimal tail = z;
        for (int k = 200; k >= 1; k--) tail = z + (k / tail);
        return 1 / tail;
    }

    private static double[] PowersFromChebyshev(decimal[] values)
    {
        int points = values.Length;
        double[] result = new double[points];
        double[] last = new double[points], current = new double[points];
        (last[0], current[1]) = (1, 1);
        for (int k = 0; k < points; k++)
        {
            double coefficient = 0;
            for (int j = 0; j < points; j++) coefficient += (double)values[j] * Math.Cos(Math.PI * k * (j + 0.5) / points);
            coefficient *= (k == 0 ? 1.0 : 2.0) / points;
            double[] polynomial = k == 0 ? last : current;
            for (int power = 0; power < points; power++) result[points - 1 - power] += coefficient * polynomial[power];
            if (k > 0) (last, current) = (current, Next(last, current));
        }

        return result;
    }

    /// <summary>Tₖ₊₁ = 2 t Tₖ − Tₖ₋₁.</summary>
    private static double[] Next(double[] last, double[] current) =>
        [.. Enumerable.Range(0, current.Length).Select(power => (power > 0 ? 2 * current[power - 1] : 0) - last[power])];
}
