using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// A linear softmax classifier on the normalised activities of hidden layers under a neutral label. No gradient of it reaches them.
/// </summary>
internal sealed class OnePassHead
{
    private readonly MultilayerPerceptron _hidden;
    private readonly OnePassHeadOptions _options;
    private readonly InputNormalisation _normalisation;
    private readonly Backpropagation _rule;
    private readonly Optimiser _optimiser;
    private readonly Dictionary<int, Reading> _readings = [];

    public OnePassHead(MultilayerPerceptron hidden, int classCount, OnePassHeadOptions options, InputNormalisation normalisation)
    {
        (_hidden, _options, _normalisation) = (hidden, options, normalisation);
        int features = hidden.Sizes.Skip(1 + options.Layers.First(hidden.LayerCount)).Sum();
        Classifier = new MultilayerPerceptron(
            [features, classCount], Activation.Identity, Initialiser.Zeros, RandomStream.From("one-pass-head"));
        _rule = new Backpropagation(Classifier, OutputLoss.SoftmaxCrossEntropy);
        _optimiser = options.Optimiser(Classifier);
        BeginEpoch(0);
    }

    /// <summary>The weights, C × number of activities; all 0 before training.</summary>
    public MultilayerPerceptron Classifier { get; }

    public void BeginEpoch(int epoch) => _optimiser.LearningRate = (float)_options.LearningRate.At(epoch);

    /// <summary>Runs the hidden layers under the neutral label; the logits (C × B) lie in memory that the next call overwrites.</summary>
    public Matrix<float> Logits(LabelledInputs inputs)
    {
        if (!_readings.TryGetValue(inputs.Count, out Reading? reading))
            _readings[inputs.Count] = reading = new Reading(this, inputs.Count);
        reading.Pass.Run(inputs, _hidden.LayerCount);
        for (int example = 0; example < inputs.Count; example++)
            Gather(reading.Pass, example, reading.Features.Inputs.ColumnSpan(example));
        return _rule.Score(reading.Features.Inputs);
    }

    /// <summary>A step on the activities that were read last, for as many examples, with their true classes.</summary>
    public void Learn(MiniBatch batch)
    {
        MiniBatch features = _readings[batch.Count].Features;
        batch.Targets.Values().CopyTo(features.Targets.Values());
        batch.Labels.CopyTo(features.Labels, 0);
        _rule.Learn(features, _optimiser);
    }

    private void Gather(GoodnessPass pass, int example, Span<float> features)
    {
        for (int layer = _options.Layers.First(_hidden.LayerCount); layer < _hidden.LayerCount; layer++)
        {
            Span<float> activities = pass.Normalised[layer].ColumnSpan(example);
            activities.CopyTo(features);
            features = features[activities.Length..];
        }
    }

    private sealed class Reading
    {
        public Reading(OnePassHead head, int count)
        {
            Pass = new GoodnessPass(head._hidden, head._normalisation, count);
            Array.Fill(Pass.Labels, LabelledInputs.Neutral);
            Features = new MiniBatch(head.Classifier.Sizes[0], head.Classifier.Sizes[1], count);
        }

        public GoodnessPass Pass { get; }

        public MiniBatch Features { get; }
    }
}
