namespace AlignmentToolkit.Privacy.Renyi;

/// <summary>ln n! to the last bit or two, by Stirling's series where no table reaches.</summary>
internal static class LogFactorial
{
    private static readonly double[] Table = [.. Enumerable.Range(0, 2049).Select(Compute)];

    /// <summary>ln 0!, ln 1!, …, for the loops that need them one after the other.</summary>
    public static ReadOnlySpan<double> Tabled => Table;

    /// <summary>ln n!.</summary>
    /// <param name="n">At least 0.</param>
    public static double Of(int n) => n < Table.Length ? Table[n] : Compute(n);

    private static double Compute(int n)
    {
        if (n < 20)
        {
            double product = 1;
            for (int i = 2; i <= n; i++) product *= i;
            return Math.Log(product);
        }

        double r = 1.0 / n, square = r * r;
        double rest = r * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188)))));
        return (n + 0.5) * Math.Log(n) - n + 0.5 * Math.Log(2 * Math.PI) + rest;
    }
}
