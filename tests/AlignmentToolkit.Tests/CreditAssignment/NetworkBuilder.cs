using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>Moves numbers between arrays of the tests and matrices of the library.</summary>
internal static class NetworkBuilder
{
    public static MultilayerPerceptron WithWeights(double[][,] weights, Activation activation)
    {
        int[] sizes = [weights[0].GetLength(1), .. weights.Select(w => w.GetLength(0))];
        MultilayerPerceptron network = new(sizes, activation, Initialiser.Zeros, RandomStream.From("unused"));
        for (int layer = 0; layer < weights.Length; layer++) ToMatrix(weights[layer]).CopyTo(network.Weights[layer]);
        return network;
    }

    public static Matrix<float> ToMatrix(double[,] values) =>
        Matrix<float>.Build.Dense(values.GetLength(0), values.GetLength(1), (i, j) => (float)values[i, j]);

    public static double[,] ToArray(Matrix<float> matrix)
    {
        double[,] values = new double[matrix.RowCount, matrix.ColumnCount];
        for (int i = 0; i < matrix.RowCount; i++)
            for (int j = 0; j < matrix.ColumnCount; j++) values[i, j] = matrix[i, j];
        return values;
    }

    public static double[] Column(double[,] values, int column) =>
        [.. Enumerable.Range(0, values.GetLength(0)).Select(i => values[i, column])];

    public static IReadOnlyList<IErrorProjection> Projections(IEnumerable<double[,]> feedback) =>
        [.. feedback.Select(b => new DenseProjection(ToMatrix(b)))];

    /// <summary>G_l of the library, summed over the mini-batch.</summary>
    public static IReadOnlyList<double[,]> UpdatesOf(LearningRule rule, MiniBatch batch)
    {
        UpdateRecorder recorder = new(rule.Network);
        rule.Learn(batch, recorder);
        return [.. recorder.Updates.Select(update => ToArray(update * batch.Count))];
    }

    /// <summary>Sums per-example results of the reference over the columns of a mini-batch.</summary>
    public static double[][,] SumOverExamples(double[,] x, double[,] t, Func<double[], double[], double[][,]> updates)
    {
        double[][,] sum = updates(Column(x, 0), Column(t, 0));
        for (int example = 1; example < x.GetLength(1); example++)
        {
            double[][,] next = updates(Column(x, example), Column(t, example));
            for (int layer = 0; layer < sum.Length; layer++)
                for (int i = 0; i < sum[layer].GetLength(0); i++)
                    for (int j = 0; j < sum[layer].GetLength(1); j++) sum[layer][i, j] += next[layer][i, j];
        }

        return sum;
    }

    public static double LargestDifference(IReadOnlyList<double[,]> a, IReadOnlyList<double[,]> b) =>
        a.Zip(b, (first, second) => first.Cast<double>().Zip(second.Cast<double>(), (p, q) => Math.Abs(p - q)).Max()).Max();

    public static double Largest(IReadOnlyList<double[,]> a) => a.Max(matrix => matrix.Cast<double>().Max(Math.Abs));
}
