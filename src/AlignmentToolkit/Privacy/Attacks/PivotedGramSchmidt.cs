using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Attacks;

/// <summary>
/// An orthonormal basis of some vectors: the longest remaining one next, what it shares with all others taken from them, until only
/// rounding is left. Each is freed of the basis twice, which is as good as exact.
/// </summary>
internal static class PivotedGramSchmidt
{
    public static Matrix<double> Basis(Matrix<double> vectors, double tolerance)
    {
        Matrix<double> rest = vectors.Clone();
        List<double[]> basis = [];
        double[] lengths = [.. Enumerable.Range(0, rest.ColumnCount).Select(j => TensorPrimitives.Norm<double>(rest.ColumnSpan(j)))];
        double longest = lengths.DefaultIfEmpty().Max();
        while (basis.Count < Math.Min(rest.RowCount, rest.ColumnCount))
        {
            int next = TensorPrimitives.IndexOfMax<double>(lengths);
            if (!(lengths[next] > tolerance * longest)) break;
            double[] direction = rest.ColumnSpan(next).ToArray();
            foreach (double[] earlier in basis) Remove(earlier, direction);
            TensorPrimitives.Divide(direction, TensorPrimitives.Norm<double>(direction), direction);
            basis.Add(direction);
            for (int j = 0; j < rest.ColumnCount; j++)
            {
                Remove(direction, rest.ColumnSpan(j));
                lengths[j] = TensorPrimitives.Norm<double>(rest.ColumnSpan(j));
            }
        }

        return basis.Count == 0 ? Matrix<double>.Build.Dense(rest.RowCount, 0) : Matrix<double>.Build.DenseOfColumnArrays(basis);
    }

    // x ← x − ⟨q, x⟩ q.
    private static void Remove(ReadOnlySpan<double> q, Span<double> x) =>
        TensorPrimitives.MultiplyAdd(q, -TensorPrimitives.Dot(q, x), x, x);
}
