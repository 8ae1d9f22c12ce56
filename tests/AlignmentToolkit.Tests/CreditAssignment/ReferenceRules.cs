namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>
/// BP, FA and DFA written once more to be read next to the papers: double precision, one example at a time, no matrices of examples.
/// </summary>
internal sealed class ReferenceRules(double[][,] weights, ReferenceRules.Function activation, ReferenceRules.Function slope)
{
    public delegate double Function(double a);

    /// <summary>D_l of the example, or null for no dropout.</summary>
    public double[][]? Masks { get; init; }

    /// <summary>Whether the loss is ½‖a − t‖² instead of the cross-entropy of softmax(a).</summary>
    public bool SquaredError { get; init; }

    /// <summary>The loss of one example.</summary>
    public double Loss(double[] x, double[] t)
    {
        double[] a = Forward(x).PreActivations[^1];
        if (SquaredError) return a.Zip(t, (y, target) => 0.5 * (y - target) * (y - target)).Sum();
        double logNormaliser = Math.Log(a.Sum(Math.Exp));
        return a.Zip(t, (logit, target) => target * (logNormaliser - logit)).Sum();
    }

    /// <summary>G_l of one example by backpropagation.</summary>
    public double[][,] Backpropagation(double[] x, double[] t) =>
        Updates(x, t, (layer, deltas) => Multiply(Transpose(weights[layer + 1]), deltas[layer + 1]));

    /// <summary>G_l of one example by feedback alignment.</summary>
    public double[][,] FeedbackAlignment(double[] x, double[] t, double[][,] feedback) =>
        Updates(x, t, (layer, deltas) => Multiply(feedback[layer], deltas[layer + 1]));

    /// <summary>G_l of one example by direct feedback alignment.</summary>
    public double[][,] DirectFeedbackAlignment(double[] x, double[] t, double[][,] feedback) =>
        Updates(x, t, (layer, deltas) => Multiply(feedback[layer], deltas[^1]));

    public static double[,] Transpose(double[,] matrix)
    {
        double[,] transposed = new double[matrix.GetLength(1), matrix.GetLength(0)];
        for (int i = 0; i < matrix.GetLength(0); i++)
            for (int j = 0; j < matrix.GetLength(1); j++) transposed[j, i] = matrix[i, j];
        return transposed;
    }

    private static double[] Multiply(double[,] matrix, double[] vector)
    {
        double[] product = new double[matrix.GetLength(0)];
        for (int i = 0; i < product.Length; i++)
            for (int j = 0; j < vector.Length; j++) product[i] += matrix[i, j] * vector[j];
        return product;
    }

    private double[][,] Updates(double[] x, double[] t, Func<int, double[][], double[]> signalTo)
    {
        (double[][] a, double[][] h) = Forward(x);
        double[][] deltas = new double[weights.Length][];
        deltas[^1] = OutputError(a[^1], t);
        for (int layer = weights.Length - 2; layer >= 0; layer--)
        {
            deltas[layer] = signalTo(layer, deltas);
            for (int i = 0; i < deltas[layer].Length; i++) deltas[layer][i] *= slope(a[layer][i]) * (Masks?[layer][i] ?? 1);
        }

        return [.. deltas.Select((delta, layer) => OuterProduct(delta, layer == 0 ? x : h[layer - 1]))];
    }

    private (double[][] PreActivations, double[][] Activations) Forward(double[] x)
    {
        double[][] a = new double[weights.Length][], h = new double[weights.Length - 1][];
        for (int layer = 0; layer < weights.Length; layer++)
        {
            a[layer] = Multiply(weights[layer], layer == 0 ? x : h[layer - 1]);
            if (layer < h.Length) h[layer] = [.. a[layer].Select((value, i) => activation(value) * (Masks?[layer][i] ?? 1))];
        }

        return (a, h);
    }

    private double[] OutputError(double[] a, double[] t)
    {
        if (SquaredError) return [.. a.Zip(t, (y, target) => y - target)];
        double normaliser = a.Sum(Math.Exp);
        return [.. a.Zip(t, (logit, target) => Math.Exp(logit) / normaliser - target)];
    }

    private static double[,] OuterProduct(double[] post, double[] pre)
    {
        double[,] product = new double[post.Length, pre.Length];
        for (int i = 0; i < post.Length; i++)
            for (int j = 0; j < pre.Length; j++) product[i, j] = post[i] * pre[j];
        return product;
    }
}
