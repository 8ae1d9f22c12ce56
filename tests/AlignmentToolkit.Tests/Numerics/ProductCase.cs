using System.Numerics;

using AlignmentToolkit.Numerics;

using CsCheck;

namespace AlignmentToolkit.Tests.Numerics;

/// <summary>One random product: shapes, transposes, gaps between columns, accumulation.</summary>
/// <param name="M">Rows of the result.</param>
/// <param name="N">Columns of the result.</param>
/// <param name="K">Terms of each sum.</param>
/// <param name="TransposeA">Whether A is stored as k × m.</param>
/// <param name="TransposeB">Whether B is stored as n × k.</param>
/// <param name="Accumulate">Whether the result is added.</param>
/// <param name="Gap">Numbers between two columns of each matrix.</param>
/// <param name="Seed">Seed of the values.</param>
internal sealed record ProductCase(int M, int N, int K, bool TransposeA, bool TransposeB, bool Accumulate, int Gap, int Seed)
{
    /// <summary>
    /// Sizes around the edges of tiles (4 to 48 rows, 6 or 8 columns) and of stretches of k (400), with 0 and 1 among them.
    /// </summary>
    public static readonly Gen<ProductCase> Any = Gen.Select(
        Gen.Frequency((6, Gen.Int[0, 40]), (2, Gen.Int[41, 150])),
        Gen.Frequency((6, Gen.Int[0, 20]), (2, Gen.Int[21, 130])),
        Gen.Frequency((6, Gen.Int[0, 30]), (1, Gen.Int[395, 405]), (1, Gen.Int[795, 815])),
        Gen.Bool,
        Gen.Bool,
        Gen.Bool,
        Gen.Int[0, 3],
        Gen.Int[0, 1_000_000],
        (m, n, k, ta, tb, accumulate, gap, seed) => new ProductCase(m, n, k, ta, tb, accumulate, gap, seed));

    /// <summary>Values of a matrix with <see cref="Gap"/> numbers between its columns, which are NaN so that reading one shows.</summary>
    public T[] Fill<T>(int rows, int columns, int stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new((Seed * 3) + stream);
        T[] values = new T[(rows + Gap) * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = i % (rows + Gap) < rows ? T.CreateChecked((random.NextDouble() * 2) - 1) : T.NaN;
        return values;
    }

    /// <summary>A as it is multiplied.</summary>
    public ReadOnlyMatrixSpan<T> A<T>(T[] values)
        where T : unmanaged
        => TransposeA ? new MatrixSpan<T>(values, K, M, K + Gap).Transpose() : new ReadOnlyMatrixSpan<T>(values, M, K, M + Gap);

    /// <summary>B as it is multiplied.</summary>
    public ReadOnlyMatrixSpan<T> B<T>(T[] values)
        where T : unmanaged
        => TransposeB ? new MatrixSpan<T>(values, N, K, N + Gap).Transpose() : new ReadOnlyMatrixSpan<T>(values, K, N, K + Gap);

    /// <summary>The result.</summary>
    public MatrixSpan<T> C<T>(T[] values)
        where T : unmanaged
        => new(values, M, N, M + Gap);

    /// <summary>Fresh values of A, as stored.</summary>
    public T[] FillA<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => TransposeA ? Fill<T>(K, M, 0) : Fill<T>(M, K, 0);

    /// <summary>Fresh values of B, as stored.</summary>
    public T[] FillB<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => TransposeB ? Fill<T>(N, K, 1) : Fill<T>(K, N, 1);
}
