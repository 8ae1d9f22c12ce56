namespace AlignmentToolkit.Dynamics;

/// <summary>A rank-1 lattice: the points i z / n mod 1, i = 0 … n − 1, of the unit cube.</summary>
/// <remarks>
/// The generator z is built component by component: each minimises the worst-case error over periodic functions with square-integrable
/// mixed first derivatives, e² = −1 + 1/n Σ_i Π_d (1 + γ_d 2π² B₂(i z_d/n mod 1)), B₂(u) = u² − u + 1/6, γ_d = 1/(d + 1).
/// [Sloan Reztsov 2002]
/// </remarks>
internal sealed class LatticeRule
{
    // Good components are frequent: a thorough search over thousands gains little and takes longer than a learning curve.
    private const int Candidates = 100;

    private readonly long[] _generator;
    private readonly int _count;

    private LatticeRule(long[] generator, int count) => (_generator, _count) = (generator, count);

    /// <summary>A good lattice of so many points.</summary>
    public static LatticeRule Of(int dimensions, int count)
    {
        double[] kernel = [.. Enumerable.Range(0, count).Select(i => 2 * Math.PI * Math.PI * Bernoulli((double)i / count))];
        double[] products = new double[count];
        Array.Fill(products, 1);
        long[] generator = new long[dimensions];
        for (int d = 0; d < dimensions; d++)
        {
            double weight = 1.0 / (d + 1);
            generator[d] = d == 0 ? 1 : BestComponent(kernel, products, count);
            for (int i = 0; i < count; i++) products[i] *= 1 + weight * kernel[(int)(i * generator[d] % count)];
        }

        return new LatticeRule(generator, count);
    }

    /// <summary>Coordinate d of point i, in [0, 1).</summary>
    public double Coordinate(int i, int d) => (double)(i * _generator[d] % _count) / _count;

    private static long BestComponent(double[] kernel, double[] products, int count)
    {
        (long best, double smallest) = (1, double.PositiveInfinity);
        // z and n − z give mirror images, so candidates lie in the lower half.
        for (int c = 0; c < Candidates; c++)
        {
            int candidate = 1 + (int)((long)c * (count / 2) / Candidates);
            // Numbers that share a divisor with n make points coincide.
            while (GreatestCommonDivisor(candidate, count) != 1) candidate++;
            double error = 0;
            for (int i = 0, at = 0; i < count; i++)
            {
                error += products[i] * kernel[at];
                at += candidate;
                if (at >= count) at -= count;
            }

            if (error < smallest) (best, smallest) = (candidate, error);
        }

        return best;
    }

    private static double Bernoulli(double u) => u * u - u + 1.0 / 6;

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
