using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Dynamics;

/// <summary>Random orthonormal vectors in ℝᴺ, uniformly oriented.</summary>
internal static class OrthonormalVectors
{
    /// <summary>
    /// Gram–Schmidt on normal vectors, each projected twice: once leaves O(ε) overlaps that grow with the number of vectors.
    /// </summary>
    public static double[][] Draw(int count, int dimension, RandomStream stream)
    {
        double[][] basis = new double[count][];
        for (int v = 0; v < count; v++)
        {
            double[] vector = basis[v] = new double[dimension];
            stream.FillNormal(vector);
            for (int repeat = 0; repeat < 2; repeat++)
                for (int earlier = 0; earlier < v; earlier++)
                    Subtract(vector, basis[earlier], Dot(vector, basis[earlier]));
            double length = Math.Sqrt(Dot(vector, vector));
            for (int i = 0; i < dimension; i++) vector[i] /= length;
        }

        return basis;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] from, double[] direction, double amount)
    {
        for (int i = 0; i < from.Length; i++) from[i] -= amount * direction[i];
    }
}
