using AlignmentToolkit.LanguageModels;

namespace AlignmentToolkit.Tests.LanguageModels;

/// <summary>
/// The forward pass of the Llama family written out in double precision, one token and one number at a time, from names and shapes of a
/// checkpoint alone.
/// </summary>
internal sealed class ReferenceTransformer(TransformerSettings settings, Func<string, double[]> tensor)
{
    private readonly Dictionary<string, double[]> _tensors = [];

    /// <summary>A reference with the parameters of a model.</summary>
    public static ReferenceTransformer Of(Transformer model) =>
        new(model.Settings, name => Array.ConvertAll(model.Parameters[name].Values.ToArray(), value => (double)value));

    /// <summary>The numbers of a tensor; changing them changes the model.</summary>
    public double[] Tensor(string name)
    {
        if (!_tensors.TryGetValue(name, out double[]? values)) _tensors[name] = values = tensor(name);
        return values;
    }

    /// <summary>Logits of what follows each token of one sequence.</summary>
    public double[][] Logits(ReadOnlySpan<int> tokens, int[]? positions = null)
    {
        int count = tokens.Length, hidden = settings.HiddenSize;
        positions ??= [.. Enumerable.Range(0, count)];
        double[][] x = new double[count][];
        for (int t = 0; t < count; t++) x[t] = Tensor("model.embed_tokens.weight")[(tokens[t] * hidden)..((tokens[t] + 1) * hidden)];
        for (int layer = 0; layer < settings.LayerCount; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            double[][] attended = Attention(prefix + "self_attn.", Norm(x, prefix + "input_layernorm.weight"), positions);
            x = Sum(x, Map(attended, prefix + "self_attn.o_proj", hidden));
            double[][] h = Norm(x, prefix + "post_attention_layernorm.weight");
            double[][] gate = Map(h, prefix + "mlp.gate_proj", settings.FeedForwardSize);
            double[][] up = Map(h, prefix + "mlp.up_proj", settings.FeedForwardSize);
            double[][] product = [.. gate.Zip(up, (g, u) => g.Zip(u, (a, b) => a / (1 + Math.Exp(-a)) * b).ToArray())];
            x = Sum(x, Map(product, prefix + "mlp.down_proj", hidden));
        }

        double[] head = Tensor(settings.HasTiedHead ? "model.embed_tokens.weight" : "lm_head.weight");
        return [.. Norm(x, "model.norm.weight").Select(column => Product(head, column, settings.VocabularySize))];
    }

    /// <summary>Σ w (log Σ exp z − z_y) over all sequences of a batch.</summary>
    public double CrossEntropy(SequenceBatch batch)
    {
        double sum = 0;
        for (int s = 0; s < batch.Layout.Count; s++)
        {
            int start = batch.Layout.Starts[s], end = batch.Layout.Starts[s + 1];
            double[][] logits = Logits(batch.Tokens[start..end], batch.Layout.Positions[start..end].ToArray());
            for (int t = start; t < end; t++)
            {
                double[] z = logits[t - start];
                double largest = z.Max();
                sum += batch.Weights[t] * (largest + Math.Log(z.Sum(value => Math.Exp(value - largest))) - z[batch.Targets[t]]);
            }
        }

        return sum;
    }

    private double[][] Attention(string prefix, double[][] h, int[] positions)
    {
        int size = settings.HeadSize, group = settings.HeadCount / settings.KeyValueHeadCount;
        double[][] q = Map(h, prefix + "q_proj", settings.QuerySize, settings.HasQueryKeyValueBias);
        double[][] k = Map(h, prefix + "k_proj", settings.KeyValueSize, settings.HasQueryKeyValueBias);
        double[][] v = Map(h, prefix + "v_proj", settings.KeyValueSize, settings.HasQueryKeyValueBias);
        for (int t = 0; t < h.Length; t++)
        {
            for (int head = 0; head < settings.HeadCount; head++) Turn(q[t].AsSpan(head * size, size), positions[t]);
            for (int head = 0; head < settings.KeyValueHeadCount; head++) Turn(k[t].AsSpan(head * size, size), positions[t]);
        }

        double[][] output = [.. h.Select(_ => new double[settings.QuerySize])];
        for (int head = 0; head < settings.HeadCount; head++)
        {
            int mine = head * size, theirs = head / group * size;
            for (int t = 0; t < h.Length; t++)
            {
                double[] weights = new double[t + 1];
                for (int j = 0; j <= t; j++)
                {
                    for (int i = 0; i < size; i++) weights[j] += q[t][mine + i] * k[j][theirs + i];
                    weights[j] = Math.Exp(weights[j] / Math.Sqrt(size));
                }

                double sum = weights.Sum();
                for (int j = 0; j <= t; j++)
                    for (int i = 0; i < size; i++) output[t][mine + i] += weights[j] / sum * v[j][theirs + i];
            }
        }

        return output;
    }

    // Complex numbers: pair (i, i + d/2) is multiplied by exp(i t θ).
    private void Turn(Span<double> head, int position)
    {
        for (int i = 0; i < head.Length / 2; i++)
        {
            double frequency = Frequency(i);
            System.Numerics.Complex turned = new System.Numerics.Complex(head[i], head[i + (head.Length / 2)])
                * System.Numerics.Complex.FromPolarCoordinates(1, position * frequency);
            (head[i], head[i + (head.Length / 2)]) = (turned.Real, turned.Imaginary);
        }
    }

    private double Frequency(int i)
    {
        double frequency = 1 / Math.Pow(settings.RotaryBase, 2.0 * i / settings.HeadSize);
        if (settings.RotaryScaling is not { } scaling) return frequency;
        double turns = scaling.OriginalContextLength * frequency / (2 * Math.PI);
        double share = Math.Clamp((turns - scaling.LowFrequencyFactor) / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor), 0, 1);
        return (share * frequency) + ((1 - share) * frequency / scaling.Factor);
    }

    private double[][] Norm(double[][] x, string name)
    {
        double[] weight = Tensor(name);
        return [.. x.Select(column =>
        {
            double scale = 1 / Math.Sqrt((column.Sum(value => value * value) / column.Length) + settings.NormEpsilon);
            return column.Zip(weight, (value, w) => value * scale * w).ToArray();
        })];
    }

    private double[][] Map(double[][] x, string name, int outputs, bool hasBias = false)
    {
        double[] weight = Tensor(name + ".weight");
        double[]? bias = hasBias ? Tensor(name + ".bias") : null;
        return [.. x.Select(column =>
        {
            double[] y = Product(weight, column, outputs);
            for (int i = 0; i < outputs && bias is not null; i++) y[i] += bias[i];
            return y;
        })];
    }

    private static double[] Product(double[] weight, double[] x, int outputs)
    {
        double[] y = new double[outputs];
        for (int i = 0; i < outputs; i++)
            for (int j = 0; j < x.Length; j++) y[i] += weight[(i * x.Length) + j] * x[j];
        return y;
    }

    private static double[][] Sum(double[][] x, double[][] y) => [.. x.Zip(y, (a, b) => a.Zip(b, (c, d) => c + d).ToArray())];
}
