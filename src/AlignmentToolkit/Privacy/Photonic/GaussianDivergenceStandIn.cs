using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Photonic;

internal static class GaussianDivergenceStandIn
{
    public static double RenyiDivergence(Vector<double> difference, Matrix<double> first, Matrix<double> second, double order)
    {
        Matrix<double> mixed = (order * second) + ((1 - order) * first);
        if (LogDeterminant(mixed) is not { } ofMixed || LogDeterminant(first) is not { } ofFirst || LogDeterminant(second) is not { } ofSecond)
            return double.PositiveInfinity;
        return (order / 2 * (difference * mixed.Cholesky().Solve(difference)))
            - ((ofMixed - ((1 - order) * ofFirst) - (order * ofSecond)) / (2 * (order - 1)));
    }

    private static double? LogDeterminant(Matrix<double> matrix)
    {
        try
        {
            return matrix.Cholesky().DeterminantLn;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
