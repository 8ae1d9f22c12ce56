using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>
/// The training loop as one writes it with libtorch, twice: with modules, automatic differentiation and the library's optimiser, and by
/// hand on tensors.
/// </summary>
public sealed class EagerTraining : IDisposable
{
    private readonly TorchSharp.Modules.Sequential _model;
    private readonly optim.Optimizer _optimiser;
    private readonly (Tensor Inputs, Tensor Labels, Tensor Targets)[] _batches;
    private readonly Tensor _firstWeights, _lastWeights, _firstVelocity, _lastVelocity, _projection;
    private readonly float _rate, _momentum;

    /// <summary>Copies the mini-batches to tensors and makes a network without biases.</summary>
    public EagerTraining(IEnumerable<MiniBatch> batches, int inputs, int hidden, int classes, float rate, float momentum)
    {
        (_rate, _momentum) = (rate, momentum);
        _model = Sequential(Linear(inputs, hidden, hasBias: false), ReLU(), Linear(hidden, classes, hasBias: false));
        _optimiser = optim.SGD(_model.parameters(), rate, momentum);
        _batches = [.. batches.Select(batch => (
            tensor(batch.Inputs.Values().ToArray(), batch.Count, inputs),
            tensor(Array.ConvertAll(batch.Labels, label => (long)label)),
            tensor(batch.Targets.Values().ToArray(), batch.Count, classes)))];
        _firstWeights = randn(hidden, inputs).mul_(MathF.Sqrt(2f / inputs));
        _lastWeights = randn(classes, hidden).mul_(MathF.Sqrt(2f / hidden));
        _firstVelocity = zeros(hidden, inputs);
        _lastVelocity = zeros(classes, hidden);
        _projection = rand(classes, inputs).sub_(0.5f).mul_(2 * 0.05f * MathF.Sqrt(6f / inputs));
    }

    /// <summary>One pass over the mini-batches with automatic differentiation.</summary>
    public void RunAutograd()
    {
        foreach ((Tensor x, Tensor labels, _) in _batches)
        {
            using var scope = NewDisposeScope();
            _optimiser.zero_grad();
            Tensor loss = functional.cross_entropy(_model.forward(x), labels);
            loss.backward();
            _optimiser.step();
        }
    }

    /// <summary>
    /// One pass over the mini-batches with the backward pass written out; momentum is folded into the gradient's product.
    /// </summary>
    public void RunByHand()
    {
        using var noGradients = no_grad();
        foreach ((Tensor x, _, Tensor targets) in _batches)
        {
            using var scope = NewDisposeScope();
            Tensor h = x.mm(_firstWeights.t()).relu_();
            Tensor error = functional.softmax(h.mm(_lastWeights.t()), 1).sub_(targets).div_(x.shape[0]);
            Tensor delta = error.mm(_lastWeights).mul_(h.gt(0));
            _lastVelocity.addmm_(error.t(), h, beta: _momentum);
            _firstVelocity.addmm_(delta.t(), x, beta: _momentum);
            _lastWeights.add_(_lastVelocity, alpha: -_rate);
            _firstWeights.add_(_firstVelocity, alpha: -_rate);
        }
    }

    /// <summary>
    /// One pass over the mini-batches with PEPITA as it is defined: two forward passes, explicit products, momentum in place, no automatic
    /// differentiation.
    /// </summary>
    public void RunPepita()
    {
        using var noGradients = no_grad();
        foreach ((Tensor x, _, Tensor targets) in _batches)
        {
            using var scope = NewDisposeScope();
            Tensor h = x.mm(_firstWeights.t()).relu_();
            Tensor error = functional.softmax(h.mm(_lastWeights.t()), 1).sub_(targets);
            Tensor modulated = x.addmm(error, _projection, alpha: -1);
            Tensor he = modulated.mm(_firstWeights.t()).relu_();
            _lastVelocity.addmm_(error.t(), he, beta: _momentum, alpha: 1f / x.shape[0]);
            _firstVelocity.addmm_(h.sub_(he).t(), modulated, beta: _momentum, alpha: 1f / x.shape[0]);
            _lastWeights.add_(_lastVelocity, alpha: -_rate);
            _firstWeights.add_(_firstVelocity, alpha: -_rate);
        }
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        _optimiser.Dispose();
        _model.Dispose();
        foreach ((Tensor x, Tensor labels, Tensor targets) in _batches)
        {
            x.Dispose();
            labels.Dispose();
            targets.Dispose();
        }

        foreach (Tensor tensor in new[] { _firstWeights, _lastWeights, _firstVelocity, _lastVelocity, _projection })
            tensor.Dispose();
    }
}
