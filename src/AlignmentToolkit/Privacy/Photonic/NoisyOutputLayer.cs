using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Projections;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>
/// Another rule with Gaussian noise on what the last layer learns from: δ_L = E + N(0, σ_L² I), fresh for each example and step. Hidden
/// layers are as in the other rule.
/// </summary>
/// <remarks>
/// Optics adds its noise on the way to hidden layers; the error that the last layer uses never passes through it, and without noise of
/// its own it gives the labels away.
/// </remarks>
public sealed class NoisyOutputLayer : LearningRule
{
    private readonly LearningRule _inner;
    private readonly NoisyProjection _noise;
    private readonly Relay _relay;

    /// <summary>Adds the noise.</summary>
    /// <param name="inner">The other rule, with an output layer.</param>
    /// <param name="source">Used by this rule alone.</param>
    /// <param name="standardDeviation">σ_L, finite and at least 0.</param>
    /// <exception cref="ArgumentException">The rule has no output layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">σ_L is out of its range.</exception>
    public NoisyOutputLayer(LearningRule inner, NoiseSource source, float standardDeviation)
        : base(inner.Network, inner.Loss)
    {
        if (!inner.HasOutputLayer) throw new ArgumentException($"{inner.Name} has no output layer to put noise on.", nameof(inner));
        _inner = inner;
        int classes = inner.Network.Sizes[^1];
        _noise = NoisyProjection.WithDeviation(
            new DenseProjection(Matrix<float>.Build.DenseIdentity(classes)), source, standardDeviation);
        _relay = new Relay(inner.Network.LayerCount - 1, classes, _noise);
    }

    /// <summary>σ_L.</summary>
    public float StandardDeviation => _noise.StandardDeviation!.Value;

    /// <inheritdoc/>
    public override string Name => _inner.Name;

    /// <inheritdoc/>
    public override int InputSize => _inner.InputSize;

    /// <inheritdoc/>
    public override int ClassCount => _inner.ClassCount;

    /// <inheritdoc/>
    public override bool HasPerExampleFactors => _inner.HasPerExampleFactors;

    /// <inheritdoc/>
    public override int PreparationEpochs => _inner.PreparationEpochs;

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch) => _inner.BeginEpoch(epoch);

    /// <inheritdoc/>
    public override void EndStep(MiniBatch batch)
    {
        _inner.EndStep(batch);
        _noise.EndStep();
    }

    /// <inheritdoc/>
    public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        _relay.Receiver = receiver;
        return _inner.Learn(batch, _relay);
    }

    /// <inheritdoc/>
    public override Matrix<float> Score(Matrix<float> inputs) => _inner.Score(inputs);

    /// <inheritdoc/>
    public override IReadOnlyList<NamedAngle> FeedbackAngles() => _inner.FeedbackAngles();

    /// <summary>Passes updates on, the last layer's with noise on the factor after the synapse.</summary>
    private sealed class Relay(int lastLayer, int classes, NoisyProjection noise) : IUpdateReceiver
    {
        private readonly Dictionary<int, Matrix<float>> _noisy = [];

        public IUpdateReceiver? Receiver { get; set; }

        public void Receive(int layer, in LayerUpdate update)
        {
            if (layer < lastLayer)
            {
                Receiver!.Receive(layer, update);
                return;
            }

            int count = update.Postsynaptic.ColumnCount;
            if (!_noisy.TryGetValue(count, out Matrix<float>? noisy))
                _noisy[count] = noisy = Matrix<float>.Build.Dense(classes, count);
            noise.Project(update.Postsynaptic, noisy);
            Receiver!.Receive(layer, update with { Postsynaptic = noisy });
        }
    }
}
