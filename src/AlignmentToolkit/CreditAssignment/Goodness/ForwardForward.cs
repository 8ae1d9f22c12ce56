using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// Forward-Forward: each layer learns by itself to be very active, h = max(W_l z + b_l, 0), for examples under their true label (positive)
/// and little active under a wrong one or for a mixed image (negative). No derivative crosses layers.
/// </summary>
/// <remarks>
/// <para>
/// With goodness g = (1/n_l) Σ h_j² (or the sum) and B examples in a mini-batch, the loss of a layer is the mean of softplus(θ − g⁺) and
/// softplus(g⁻ − θ) over all 2B copies, so G_l = (c ⊙ H) Zᵀ (n_l × n_{l−1}, scale 1/(2B)) with c⁺ = −(2/n_l)σ(θ − g⁺),
/// c⁻ = (2/n_l)σ(g⁻ − θ) an example; Z is what the layer reads, normalised. All layers of the network are hidden ones, with biases.
/// [Hinton 2022]
/// </para>
/// <para>
/// The label, if any, is one-hot in the first C inputs. <see cref="Learn"/> changes nothing but what its receiver changes; the one-pass
/// head, running means of peer normalisation and random numbers move on in <see cref="EndStep"/>, so a loop of one's own calls both.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// ForwardForwardOptions options = ForwardForwardPresets.ImagesHardNegatives;
/// MultilayerPerceptron network = ForwardForward.NewNetwork(
///     784, [500, 500], 10, options, Initialiser.FanInNormal, stream.Child("weights"));
/// ForwardForward rule = new(network, 10, options, stream.Child("forward-forward"));
/// TrainingRun run = trainer.Train(rule, new Adam(network), data, stream.Child("training"));
/// </code>
/// </example>
public sealed class ForwardForward : LearningRule
{
    private readonly RandomStream _negatives;
    private readonly OnePassHead? _head;
    private readonly PeerActivity?[] _peers;
    private readonly Dictionary<int, ContrastStep> _steps = [];
    private readonly Dictionary<int, GoodnessScores> _scores = [];
    private ulong _position;
    private int _epoch;

    /// <summary>Binds the rule to a network.</summary>
    /// <param name="network">The network that learns: ReLU, biases, no normalisation of its own, every layer hidden.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="options">The variant.</param>
    /// <param name="stream">Negative labels are drawn from its child <c>negatives</c>.</param>
    /// <exception cref="ArgumentException">The network does not fit, or the options contradict each other.</exception>
    public ForwardForward(MultilayerPerceptron network, int classCount, ForwardForwardOptions options, RandomStream stream)
        : base(network, OutputLoss.SoftmaxCrossEntropy)
    {
        options.Validate();
        Demand(network, classCount, options);
        (Options, ClassCount) = (options, classCount);
        _negatives = stream.Child("negatives");
        _head = options.Head is null ? null : new OnePassHead(network, classCount, options.Head, options.Normalisation);
        _peers = [.. network.Sizes.Skip(1).Select(size => options.Peers is null ? null : new PeerActivity(options.Peers, size))];
    }

    /// <inheritdoc/>
    public override string Name => "FF";

    /// <summary>The variant.</summary>
    public ForwardForwardOptions Options { get; }

    /// <summary>Length of an example: n_0, without the label's places where that is prepended.</summary>
    public override int InputSize => Network.Sizes[0] - Options.Embedding.Added(ClassCount);

    /// <inheritdoc/>
    public override int ClassCount { get; }

    /// <summary>False: every layer is a hidden one.</summary>
    public override bool HasOutputLayer => false;

    /// <summary>The weights of the one-pass head, C × number of activities it reads; null without a head.</summary>
    public Matrix<float>? HeadWeights => _head?.Classifier.Weights[0];

    /// <summary>A network for this rule: inputs, with places for the label where it is prepended, then hidden layers, and biases.</summary>
    /// <param name="inputs">Length of an example.</param>
    /// <param name="hiddenSizes">n_1 … n_k, at least one.</param>
    /// <param name="classCount">C.</param>
    /// <param name="options">The variant.</param>
    /// <param name="initialiser">How weights are drawn.</param>
    /// <param name="stream">Where they are drawn from.</param>
    public static MultilayerPerceptron NewNetwork(
        int inputs,
        IReadOnlyList<int> hiddenSizes,
        int classCount,
        ForwardForwardOptions options,
        Initialiser initialiser,
        RandomStream stream)
    {
        if (hiddenSizes.Count == 0)
            throw new ArgumentException("Forward-Forward trains hidden layers; at least one is needed.", nameof(hiddenSizes));
        return new MultilayerPerceptron(
            [inputs + options.Embedding.Added(classCount), .. hiddenSizes], Activation.Relu, initialiser, stream, withBiases: true);
    }

    /// <inheritdoc/>
    public override void BeginEpoch(int epoch)
    {
        _epoch = epoch;
        _head?.BeginEpoch(epoch);
    }

    /// <inheritdoc/>
    /// <returns>
    /// The losses of the layers that learn, added up. Correct is what the head says before the step; without a head it is the number of
    /// examples with more goodness under their own label than under the negative one, where chance is one half.
    /// </returns>
    public override BatchOutcome Learn(MiniBatch batch, IUpdateReceiver receiver)
    {
        if (batch.Masks is not null)
            throw new ArgumentException("Forward-Forward has no dropout; the mini-batch has masks.", nameof(batch));
        ContrastStep step = StepFor(batch.Count);
        Load(step.Inputs, batch.Inputs);
        Matrix<float>? logits = _head?.Logits(step.Inputs);
        int correct = logits is null ? 0 : batch.CountCorrect(logits);
        DrawNegatives(batch, logits, step);

        (int first, int last) = Options.Schedule.LayersOf(_epoch, Network.LayerCount);
        step.Run(batch, last);
        double loss = 0;
        for (int layer = first; layer <= last; layer++) loss += step.Differentiate(layer, _peers[layer]);
        for (int layer = first; layer <= last; layer++) receiver.Receive(layer, step.UpdateOf(layer));
        return new BatchOutcome(loss, logits is null ? step.CountSeparated() : correct);
    }

    /// <summary>Moves head, running means and random numbers on after the step of <see cref="Learn"/> on this mini-batch.</summary>
    /// <param name="batch">The mini-batch.</param>
    public override void EndStep(MiniBatch batch)
    {
        _head?.Learn(batch);
        (int first, int last) = Options.Schedule.LayersOf(_epoch, Network.LayerCount);
        for (int layer = first; layer <= last; layer++) _peers[layer]?.Commit();
        _position = _negatives.Position;
    }

    /// <inheritdoc/>
    public override Matrix<float> Score(Matrix<float> inputs) =>
        Options.Prediction == GoodnessPrediction.OnePass ? ScoreInOnePass(inputs) : ScoreByGoodness(inputs);

    /// <summary>Summed goodness of the layers that count, for each example under each label: C passes but for the first product.</summary>
    /// <param name="inputs">Without labels, <see cref="InputSize"/> × B.</param>
    /// <returns>C × B, in memory of the rule that the next call with the same B overwrites.</returns>
    /// <exception cref="InvalidOperationException">The rule has no labels to compare.</exception>
    public Matrix<float> ScoreByGoodness(Matrix<float> inputs) => Options.Embedding == LabelEmbedding.None
        ? throw new InvalidOperationException("Without labels in the input no label can have the largest goodness; predict in one pass.")
        : Loaded(inputs).UnderEachLabel();

    /// <summary>The logits of the one-pass head.</summary>
    /// <param name="inputs">Without labels, <see cref="InputSize"/> × B.</param>
    /// <returns>C × B, in memory of the rule that the next call with the same B overwrites.</returns>
    /// <exception cref="InvalidOperationException">The options have no head.</exception>
    public Matrix<float> ScoreInOnePass(Matrix<float> inputs)
    {
        if (_head is null) throw new InvalidOperationException("This rule has no one-pass head; its options need one.");
        return _head.Logits(Loaded(inputs).Inputs);
    }

    /// <summary>Goodness of every layer for examples under given labels, true or wrong.</summary>
    /// <param name="inputs">Without labels, <see cref="InputSize"/> × B.</param>
    /// <param name="labels">B labels in 0 … C − 1.</param>
    /// <returns>One row a layer, k × B, in fresh memory.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, or a label is out of range.</exception>
    public Matrix<float> GoodnessOf(Matrix<float> inputs, IReadOnlyList<int> labels)
    {
        if (labels.Count != inputs.ColumnCount)
            throw new ArgumentException($"{labels.Count} labels given for {inputs.ColumnCount} examples.", nameof(labels));
        foreach (int label in labels)
            if (label < 0 || label >= ClassCount)
                throw new ArgumentException($"A label is {label}; 0 to {ClassCount - 1} are allowed.", nameof(labels));
        return Loaded(inputs).OfLayers(labels);
    }

    /// <summary>Goodness of every layer for examples without a label; where labels have places, they stand at 1/C.</summary>
    /// <param name="inputs"><see cref="InputSize"/> × B.</param>
    /// <returns>One row a layer, k × B, in fresh memory.</returns>
    public Matrix<float> GoodnessOf(Matrix<float> inputs) =>
        Loaded(inputs).OfLayers(Enumerable.Repeat(LabelledInputs.Neutral, inputs.ColumnCount).ToArray());

    private static void Demand(MultilayerPerceptron network, int classCount, ForwardForwardOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (network.Activation != Activation.Relu || network.Biases.Count == 0 || network.Normalisation is not null)
            throw new ArgumentException(
                $"Forward-Forward needs ReLU, biases and no normalisation of the network's own; {network} has {network.Activation}, "
                + $"{(network.Biases.Count == 0 ? "no " : "")}biases and {network.Normalisation?.Name ?? "no"} normalisation.",
                nameof(network));
        int places = options.Embedding.Places(classCount);
        if (network.Sizes[0] <= places)
            throw new ArgumentException(
                $"{network} reads {network.Sizes[0]} numbers; more than the {places} places of the label are needed.", nameof(network));
        if (options.Hybrids is { } hybrids && hybrids.Pixels != network.Sizes[0])
            throw new ArgumentException(
                $"{network} reads {network.Sizes[0]} numbers; hybrid images of {hybrids.Width}×{hybrids.Height} pixels do not fit.",
                nameof(network));
    }

    private void DrawNegatives(MiniBatch batch, Matrix<float>? logits, ContrastStep step)
    {
        _negatives.Position = _position;
        switch (Options.Negatives)
        {
            case NegativeData.PermutedLabel:
                NegativeLabels.DrawPermuted(batch.Labels, _negatives, step.Negatives);
                break;
            case NegativeData.HardLabel:
                logits!.SoftmaxColumns();
                NegativeLabels.DrawHard(batch.Labels, logits!, _negatives, step.Negatives);
                break;
            case NegativeData.HybridImage:
                Options.Hybrids!.Mix(batch.Inputs, _negatives, step.Hybrids!);
                break;
            default:
                NegativeLabels.DrawWrong(batch.Labels, ClassCount, _negatives, step.Negatives);
                break;
        }
    }

    private void Load(LabelledInputs step, Matrix<float> inputs)
    {
        Require.Shape(inputs, InputSize, step.Count, nameof(inputs));
        step.Load(inputs);
    }

    private GoodnessScores Loaded(Matrix<float> inputs)
    {
        if (!_scores.TryGetValue(inputs.ColumnCount, out GoodnessScores? scores))
            _scores[inputs.ColumnCount] = scores = new GoodnessScores(Network, Options, ClassCount, inputs.ColumnCount);
        Load(scores.Inputs, inputs);
        return scores;
    }

    private ContrastStep StepFor(int count)
    {
        if (!_steps.TryGetValue(count, out ContrastStep? step))
            _steps[count] = step = new ContrastStep(Network, Options, ClassCount, count);
        return step;
    }
}
