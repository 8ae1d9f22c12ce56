using AlignmentToolkit.LanguageModels;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

using Parameter = TorchSharp.Modules.Parameter;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>
/// The same decoder written in libtorch as one writes it: fused attention, automatic differentiation, the library's AdamW and clipping.
/// </summary>
public sealed class EagerTransformer : IDisposable
{
    private readonly TransformerSettings _settings;
    private readonly Dictionary<string, Parameter> _parameters = [];
    private readonly optim.Optimizer _optimiser;
    private readonly Tensor _tokens, _targets, _cos, _sin;

    /// <summary>Copies the parameters of a model and a batch of sequences of one length.</summary>
    public EagerTransformer(Transformer model, SequenceBatch batch)
    {
        _settings = model.Settings;
        foreach (LanguageModels.Parameters.Parameter parameter in model.Parameters)
        {
            using Tensor values = tensor(parameter.Values.ToArray(), [.. parameter.Shape.Select(size => (long)size)]);
            _parameters[parameter.Name] = new Parameter(values.clone());
        }

        _optimiser = optim.AdamW(_parameters.Values, 3e-3, 0.9, 0.95, 1e-8, 0.01);
        long count = batch.Layout.Count, length = batch.Layout.LongestLength;
        _tokens = tensor(Array.ConvertAll(batch.Tokens.ToArray(), token => (long)token), count, length);
        _targets = tensor(Array.ConvertAll(batch.Targets.ToArray(), token => (long)token));
        int size = _settings.HeadSize;
        double[] angles = [.. Enumerable.Range(0, (int)length).SelectMany(t => Enumerable.Range(0, size).Select(
            i => t * Math.Pow(_settings.RotaryBase, -2.0 * (i % (size / 2)) / size)))];
        _cos = tensor(Array.ConvertAll(angles, angle => (float)Math.Cos(angle)), length, size);
        _sin = tensor(Array.ConvertAll(angles, angle => (float)Math.Sin(angle)), length, size);
    }

    /// <summary>One step: gradient of the mean cross-entropy, clipping, AdamW.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        _optimiser.zero_grad();
        Loss().backward();
        nn.utils.clip_grad_norm_(_parameters.Values, 1.0);
        _optimiser.step();
    }

    /// <summary>Largest difference of a gradient of the mean loss to ours, relative to the largest entry of the tensor.</summary>
    public double LargestGradientDifference(Transformer model, double weight)
    {
        using var scope = NewDisposeScope();
        _optimiser.zero_grad();
        Loss().backward();
        double worst = 0;
        foreach ((string name, Parameter parameter) in _parameters)
        {
            float[] theirs = parameter.grad!.data<float>().ToArray();
            ReadOnlySpan<float> ours = model.Parameters[name].Gradient;
            double largest = 0, difference = 0;
            for (int i = 0; i < theirs.Length; i++)
            {
                largest = Math.Max(largest, Math.Abs(theirs[i]));
                difference = Math.Max(difference, Math.Abs(theirs[i] - (ours[i] / weight)));
            }

            worst = Math.Max(worst, difference / largest);
        }

        return worst;
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        _optimiser.Dispose();
        foreach (Parameter parameter in _parameters.Values) parameter.Dispose();
        foreach (Tensor tensor in new[] { _tokens, _targets, _cos, _sin }) tensor.Dispose();
    }

    private Tensor Loss()
    {
        Tensor embedding = _parameters["model.embed_tokens.weight"];
        Tensor x = embedding.index_select(0, _tokens.flatten()).view(_tokens.shape[0], _tokens.shape[1], _settings.HiddenSize);
        for (int layer = 0; layer < _settings.LayerCount; layer++)
        {
            string prefix = $"model.layers.{layer}.";
            x = x + Attention(prefix + "self_attn.", Norm(x, prefix + "input_layernorm.weight"));
            Tensor h = Norm(x, prefix + "post_attention_layernorm.weight");
            Tensor gated = functional.silu(Map(h, prefix + "mlp.gate_proj")) * Map(h, prefix + "mlp.up_proj");
            x = x + Map(gated, prefix + "mlp.down_proj");
        }

        Tensor logits = functional.linear(Norm(x, "model.norm.weight"), _parameters["model.embed_tokens.weight"]);
        return functional.cross_entropy(logits.view(-1, _settings.VocabularySize), _targets);
    }

    private Tensor Attention(string prefix, Tensor h)
    {
        long count = h.shape[0], length = h.shape[1];
        Tensor q = Turn(Heads(Map(h, prefix + "q_proj"), _settings.HeadCount));
        Tensor k = Turn(Heads(Map(h, prefix + "k_proj"), _settings.KeyValueHeadCount));
        Tensor v = Heads(Map(h, prefix + "v_proj"), _settings.KeyValueHeadCount);
        long group = _settings.HeadCount / _settings.KeyValueHeadCount;
        if (group > 1) (k, v) = (k.repeat_interleave(group, 1), v.repeat_interleave(group, 1));
        Tensor attended = functional.scaled_dot_product_attention(q, k, v, is_casual: true);
        return Map(attended.transpose(1, 2).reshape(count, length, _settings.QuerySize), prefix + "o_proj");
    }

    private Tensor Heads(Tensor x, int heads) => x.view(x.shape[0], x.shape[1], heads, _settings.HeadSize).transpose(1, 2);

    private Tensor Turn(Tensor x)
    {
        Tensor[] halves = x.chunk(2, -1);
        return (x * _cos) + (cat([-halves[1], halves[0]], -1) * _sin);
    }

    private Tensor Norm(Tensor x, string name) =>
        x * (x.square().mean([-1L], keepdim: true) + _settings.NormEpsilon).rsqrt() * _parameters[name];

    private Tensor Map(Tensor x, string name) => functional.linear(x, _parameters[name + ".weight"]);
}
