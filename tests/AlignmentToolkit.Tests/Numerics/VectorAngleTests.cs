using AlignmentToolkit.Numerics;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class VectorAngleTests
{
    [Fact]
    public void An_angle_drawn_in_a_random_plane_is_found_again() =>
        Gen.Select(Gen.Double[0, 180], Gen.Int[2, 2000], Gen.Int[0, 1_000_000]).Sample((degrees, n, seed) =>
    {
        // An orthonormal pair e, f spans the plane; u = 3 e and v = 2 (cos φ e + sin φ f).
        Random random = new(seed);
        double[] e = Unit(n, random);
        double[] f = Unit(n, random);
        double overlap = e.Zip(f, (x, y) => x * y).Sum();
        double rest = Math.Sqrt(1 - (overlap * overlap));
        double[] u = [.. e.Select(x => 3 * x)];
        double radians = degrees * Math.PI / 180;
        double[] v = [.. e.Zip(f, (x, y) => 2 * ((Math.Cos(radians) * x) + (Math.Sin(radians) * (y - (overlap * x)) / rest)))];

        // Rounding of the construction, magnified where e and f are nearly parallel.
        double tolerance = 1e-12 / rest;
        Assert.Equal(degrees, VectorAngle.InDegrees<double>(u, v), tolerance);
        Assert.Equal(Math.Cos(radians), VectorAngle.Cosine<double>(u, v), tolerance);
    });

    [Fact]
    public void Small_angles_keep_their_digits()
    {
        // tan φ = 2⁻²⁰ exactly; an arc cosine in double precision would be off by 2e-3 of it.
        double expected = Math.Atan(Math.Pow(2, -20)) * 180 / Math.PI;
        double actual = VectorAngle.InDegrees<float>([1, 0], [1, MathF.Pow(2, -20)]);
        Assert.InRange(actual / expected, 1 - 1e-9, 1 + 1e-9);
        Assert.Equal(0, VectorAngle.InDegrees<float>([0.1f, 0.7f, 3], [0.1f, 0.7f, 3]), 1e-14);
    }

    [Fact]
    public void Sums_of_single_precision_are_formed_in_double()
    {
        float[] tenths = new float[1_000_000];
        Array.Fill(tenths, 0.1f);
        double exact = 1_000_000 * ((double)0.1f * 0.1f);
        Assert.InRange(VectorAngle.Dot<float>(tenths, tenths) / exact, 1 - 1e-12, 1 + 1e-12);
        Assert.Equal(5, VectorAngle.Norm<float>([3, 4]), 1e-15);
    }

    [Fact]
    public void A_zero_vector_has_no_angle() => Assert.Equal(double.NaN, VectorAngle.InDegrees<float>([0, 0], [1, 0]));

    [Fact]
    public void Different_lengths_are_refused() =>
        Assert.Contains(
            "'v' has 1", Assert.Throws<ArgumentException>(() => VectorAngle.InDegrees<float>([1, 2], [1])).Message,
            StringComparison.Ordinal);

    private static double[] Unit(int n, Random random)
    {
        double[] v = [.. Enumerable.Range(0, n).Select(_ => (random.NextDouble() * 2) - 1)];
        double norm = Math.Sqrt(v.Sum(x => x * x));
        return [.. v.Select(x => x / norm)];
    }
}
