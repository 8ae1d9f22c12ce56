using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>Products of forward weights, and the angles that feedback makes with them. In fresh memory: for once an epoch.</summary>
internal static class WeightProducts
{
    /// <summary>W_L ⋯ W_l, C × n_{l−1}: what a linear network would make of the input of a layer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">0 for the product of all.</param>
    public static Matrix<float> Downstream(MultilayerPerceptron network, int layer)
    {
        Matrix<float> product = network.Weights[^1];
        for (int l = network.LayerCount - 2; l >= layer; l--) product = Multiply(product, network.Weights[l]);
        return product;
    }

    /// <summary>∠((W_L ⋯ W_{l+1})ᵀ, B_l) of each hidden layer; none where B_l is not a matrix in memory.</summary>
    public static IReadOnlyList<NamedAngle> AnglesToDirectFeedback(
        MultilayerPerceptron network, IReadOnlyList<IErrorProjection> feedback) =>
        [.. feedback.Index().Where(path => path.Item.Matrix is not null).Select(path => AngleToDownstream(
            network, path.Index + 1, path.Item.Matrix!, $"B{path.Index + 1}"))];

    /// <summary>∠((W_L ⋯ W_l)ᵀ, B).</summary>
    /// <param name="network">The network.</param>
    /// <param name="layer">0 for the product of all.</param>
    /// <param name="feedback">B, n_{l−1} × C.</param>
    /// <param name="name">How B is called.</param>
    public static NamedAngle AngleToDownstream(MultilayerPerceptron network, int layer, Matrix<float> feedback, string name)
    {
        string factors = string.Concat(Enumerable.Range(layer + 1, network.LayerCount - layer).Reverse().Select(l => $"W{l}"));
        return AngleToTranspose(
            layer == network.LayerCount - 1 ? factors : $"({factors})", Downstream(network, layer), name, feedback);
    }

    /// <summary>∠(Wᵀ, B).</summary>
    public static NamedAngle AngleToTranspose(string weightsName, Matrix<float> weights, string feedbackName, Matrix<float> feedback) =>
        new($"{weightsName}ᵀ, {feedbackName}", VectorAngle.InDegrees<float>(weights.Transpose().Values(), feedback.Values()));

    /// <summary>A B.</summary>
    public static Matrix<float> Multiply(Matrix<float> left, Matrix<float> right)
    {
        Matrix<float> product = Matrix<float>.Build.Dense(left.RowCount, right.ColumnCount);
        left.MultiplyInto(right, product);
        return product;
    }
}
