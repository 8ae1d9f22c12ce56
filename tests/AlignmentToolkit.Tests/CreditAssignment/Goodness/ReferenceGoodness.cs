using AlignmentToolkit.CreditAssignment.Goodness;

namespace AlignmentToolkit.Tests.CreditAssignment.Goodness;

/// <summary>Forward-Forward written out in double precision: one example at a time, every label's input built in full.</summary>
internal sealed class ReferenceGoodness(ForwardForwardOptions options, double[][,] weights, double[][] biases)
{
    public double[][,] Weights { get; } = weights;

    public double[][] Biases { get; } = biases;

    /// <summary>What the network reads: the label one-hot (or 1/C everywhere, for −1) in its places, not normalised.</summary>
    public double[] Embed(double[] x, int label, int classes)
    {
        double[] data = options.Embedding == LabelEmbedding.Overwrite ? x[classes..] : x;
        double value = options.LabelValue ?? data.Max(Math.Abs);
        double[] places = [.. Enumerable.Range(0, classes).Select(c => label < 0 ? value / classes : c == label ? value : 0)];
        return [.. places, .. data];
    }

    public double[] Normalise(double[] z)
    {
        double squares = z.Sum(v => v * v);
        double divisor = options.Normalisation == InputNormalisation.PerExampleLength
            ? Math.Sqrt(squares) + 1e-4
            : Math.Sqrt(squares / z.Length) + 1e-8;
        return [.. z.Select(v => v / divisor)];
    }

    public double[] Fields(int layer, double[] z)
    {
        double[] a = (double[])Biases[layer].Clone();
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < z.Length; j++) a[i] += Weights[layer][i, j] * z[j];
        return a;
    }

    public double[] Activities(int layer, double[] z) => [.. Fields(layer, z).Select(a => Math.Max(a, 0))];

    /// <summary>What a layer reads, from what the network reads.</summary>
    public double[] InputOf(int layer, double[] embedded)
    {
        double[] z = Normalise(embedded);
        for (int below = 0; below < layer; below++) z = Normalise(Activities(below, z));
        return z;
    }

    public double Goodness(double[] h) => options.Goodness == GoodnessForm.Mean ? h.Sum(v => v * v) / h.Length : h.Sum(v => v * v);

    public double Margin(double[] h) => Goodness(h) - options.Threshold * (options.Goodness == GoodnessForm.Mean ? 1 : h.Length);

    /// <summary>Mean over all copies of the logistic loss, plus the peer penalty, for this layer's present weights and biases.</summary>
    public double Loss(int layer, double[][] positives, double[][] negatives)
    {
        double[][] h = [.. positives.Select(z => Activities(layer, z))];
        double loss = h.Sum(v => Softplus(-Margin(v))) + negatives.Sum(z => Softplus(Margin(Activities(layer, z))));
        return loss / (positives.Length + negatives.Length) + Penalty(h);
    }

    /// <summary>∂loss/∂W and ∂loss/∂b by central differences.</summary>
    public (double[,] Weights, double[] Biases) FiniteDifferences(int layer, double[][] positives, double[][] negatives, double step)
    {
        double[,] w = Weights[layer], gradient = new double[w.GetLength(0), w.GetLength(1)];
        for (int i = 0; i < w.GetLength(0); i++)
            for (int j = 0; j < w.GetLength(1); j++) gradient[i, j] = Derivative(ref w[i, j]);
        double[] b = Biases[layer], ofBiases = new double[b.Length];
        for (int i = 0; i < b.Length; i++) ofBiases[i] = Derivative(ref b[i]);
        return (gradient, ofBiases);

        double Derivative(ref double parameter)
        {
            double kept = parameter;
            parameter = kept + step;
            double above = Loss(layer, positives, negatives);
            parameter = kept - step;
            double below = Loss(layer, positives, negatives);
            parameter = kept;
            return (above - below) / (2 * step);
        }
    }

    /// <summary>The page's formula: 1/(2B) Σ± (c± ⊙ h±)(z±)ᵀ; without the peer penalty.</summary>
    public (double[,] Weights, double[] Biases) Formula(int layer, double[][] positives, double[][] negatives)
    {
        double[,] gradient = new double[Weights[layer].GetLength(0), Weights[layer].GetLength(1)];
        double[] ofBiases = new double[gradient.GetLength(0)];
        double copies = positives.Length + negatives.Length;
        foreach ((double[] z, double sign) in positives.Select(z => (z, -1.0)).Concat(negatives.Select(z => (z, 1.0))))
        {
            double[] h = Activities(layer, z);
            double c = sign * 2 / (options.Goodness == GoodnessForm.Mean ? h.Length : 1) / (1 + Math.Exp(-sign * Margin(h)));
            for (int i = 0; i < h.Length; i++)
            {
                ofBiases[i] += c * h[i] / copies;
                for (int j = 0; j < z.Length; j++) gradient[i, j] += c * h[i] * z[j] / copies;
            }
        }

        return (gradient, ofBiases);
    }

    /// <summary>r_j after this mini-batch, from the start.</summary>
    public double[] Means(double[][] positiveActivities)
    {
        PeerNormalisation peers = options.Peers!;
        return [.. Enumerable.Range(0, positiveActivities[0].Length).Select(
            j => (double)peers.Momentum * peers.Start + (1 - (double)peers.Momentum) * positiveActivities.Average(h => h[j]))];
    }

    private double Penalty(double[][] positiveActivities)
    {
        if (options.Peers is null) return 0;
        double[] means = Means(positiveActivities);
        return options.Peers.Weight * means.Average(r => Math.Pow(means.Average() - r, 2));
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
