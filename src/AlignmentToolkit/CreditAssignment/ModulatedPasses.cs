using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>The two passes of PEPITA on one mini-batch, standard and with modulated input, in memory allocated once.</summary>
internal sealed class ModulatedPasses
{
    private readonly MultilayerPerceptron _network;
    private readonly OutputLoss _loss;
    private readonly Matrix<float> _modulation, _inputs;
    private readonly Matrix<float>[] _differences;
    private readonly Matrix<float>? _firstLayerTimesModulation;

    /// <summary>Allocates for a number of examples.</summary>
    public ModulatedPasses(MultilayerPerceptron network, OutputLoss loss, IErrorProjection projection, int batchSize)
    {
        (_network, _loss) = (network, loss);
        FirstLayer = new FirstLayerPath(network, projection, batchSize);
        Standard = new ForwardPass(network, batchSize);
        Modulated = new ForwardPass(network, batchSize);
        Error = Matrix<float>.Build.Dense(network.Sizes[^1], batchSize);
        ModulatedError = Matrix<float>.Build.Dense(network.Sizes[^1], batchSize);
        _modulation = Matrix<float>.Build.Dense(network.Sizes[^1], batchSize);
        _inputs = Matrix<float>.Build.Dense(network.Sizes[0], batchSize);
        _differences = [.. network.Sizes.Skip(1).SkipLast(1).Select(size => Matrix<float>.Build.Dense(size, batchSize))];
        if (_differences.Length > 0 && network.Biases.Count == 0 && FirstLayer.Matrix is not null)
            _firstLayerTimesModulation = Matrix<float>.Build.Dense(network.Sizes[1], network.Sizes[^1]);
    }

    /// <summary>The way of the error to the first layer.</summary>
    public FirstLayerPath FirstLayer { get; }

    /// <summary>H_l and A_l.</summary>
    public ForwardPass Standard { get; }

    /// <summary>H^e_l and A^e_l.</summary>
    public ForwardPass Modulated { get; }

    /// <summary>E = Y − T of the standard pass.</summary>
    public Matrix<float> Error { get; }

    /// <summary>Y^e − T, where <see cref="RunOutput"/> was called.</summary>
    public Matrix<float> ModulatedError { get; }

    /// <summary>H_l − H^e_l, where <see cref="FormDifferences"/> was called.</summary>
    public Matrix<float> Difference(int layer) => _differences[layer];

    /// <summary>
    /// Whether products with X^e are formed without it, as X^e = X + F M: P (X^e)ᵀ = P Xᵀ + (P Mᵀ) Fᵀ. The second product is only C wide,
    /// and X often has many zeros, which X^e has not. Its row sums are not those of biases.
    /// </summary>
    public bool SplitsInputs => _firstLayerTimesModulation is not null;

    /// <summary>The standard pass, and its error.</summary>
    public BatchOutcome RunStandard(MiniBatch batch)
    {
        _network.Forward(batch.Inputs, Standard, batch.Masks);
        double loss = _loss.Evaluate(Standard.Logits, batch.Targets, Error);
        return new BatchOutcome(loss, batch.CountCorrect(Standard.Logits));
    }

    /// <summary>X^e = X + F M with M = s E, or s sign(E).</summary>
    /// <param name="sign">s, 1 or −1.</param>
    /// <param name="signOfError">Whether only the signs of E count.</param>
    /// <param name="formInputs">Whether X^e itself is needed, and not only what comes of it in the first layer.</param>
    public void Modulate(float sign, bool signOfError = false, bool formInputs = true)
    {
        ReadOnlySpan<float> error = Error.Values();
        Span<float> modulation = _modulation.Values();
        for (int i = 0; i < modulation.Length; i++) modulation[i] = sign * (signOfError ? Sign(error[i]) : error[i]);
        FirstLayer.Begin(_modulation);
        Modulated.Begin(_inputs);
        if (!formInputs) return;
        Standard.Inputs.Values().CopyTo(_inputs.Values());
        FirstLayer.AddToInputs(_modulation, _inputs);
    }

    /// <summary>The modulated pass up to H^e_{L−1}, with A^e_1 = A_1 + s W_1 F E: right while W_1 is that of the standard pass.</summary>
    public void RunModulated(DropoutMasks? masks)
    {
        if (_differences.Length == 0) return;
        Standard.PreActivations(0).Values().CopyTo(Modulated.PreActivations(0).Values());
        FirstLayer.ToFirstLayer(_modulation, Modulated.PreActivations(0), accumulate: true);
        RunHidden(masks);
    }

    /// <summary>The modulated pass up to H^e_{L−1}, with the weights of now.</summary>
    public void RunModulatedAnew(DropoutMasks? masks)
    {
        if (_differences.Length == 0) return;
        _network.PreActivate(0, Modulated);
        RunHidden(masks);
    }

    /// <summary>The last layer of the modulated pass, and its error.</summary>
    public void RunOutput(Matrix<float> targets)
    {
        _network.PreActivate(_network.LayerCount - 1, Modulated);
        _loss.Evaluate(Modulated.Logits, targets, ModulatedError);
    }

    /// <summary>H_l − H^e_l of all hidden layers.</summary>
    public void FormDifferences()
    {
        for (int layer = 0; layer < _differences.Length; layer++)
            TensorPrimitives.Subtract(
                Standard.Activations(layer).Values(), Modulated.Activations(layer).Values(), _differences[layer].Values());
    }

    /// <summary>P Xᵀ + (P′ Mᵀ) Fᵀ as an update of the first layer, where <see cref="SplitsInputs"/>.</summary>
    /// <param name="standard">P, n_1 × B.</param>
    /// <param name="modulated">P′, n_1 × B.</param>
    public LayerUpdate FirstLayerUpdate(Matrix<float> standard, Matrix<float> modulated)
    {
        modulated.MultiplyTransposeInto(_modulation, _firstLayerTimesModulation!);
        return new LayerUpdate(standard, Standard.Inputs, 1f / Standard.BatchSize)
        {
            SecondPostsynaptic = _firstLayerTimesModulation,
            SecondPresynaptic = FirstLayer.Matrix,
        };
    }

    private void RunHidden(DropoutMasks? masks)
    {
        _network.Activate(0, Modulated, masks);
        for (int layer = 1; layer < _differences.Length; layer++)
        {
            _network.PreActivate(layer, Modulated);
            _network.Activate(layer, Modulated, masks);
        }
    }

    // Not MathF.Sign, which throws for NaN: a run that diverges ends as such.
    private static float Sign(float value) => value > 0 ? 1 : value < 0 ? -1 : value;
}
