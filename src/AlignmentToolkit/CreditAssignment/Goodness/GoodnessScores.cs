using AlignmentToolkit.Networks;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>Goodness of B examples under given labels or under each label in turn.</summary>
internal sealed class GoodnessScores
{
    private readonly ForwardForwardOptions _options;
    private readonly MultilayerPerceptron _network;
    private readonly GoodnessPass _pass;
    private readonly Matrix<float> _scores;

    public GoodnessScores(MultilayerPerceptron network, ForwardForwardOptions options, int classCount, int count)
    {
        (_network, _options) = (network, options);
        Inputs = new LabelledInputs(network, options, classCount, count);
        _pass = new GoodnessPass(network, options.Normalisation, count);
        _scores = Matrix<float>.Build.Dense(classCount, count);
    }

    /// <summary>The examples.</summary>
    public LabelledInputs Inputs { get; }

    /// <summary>Summed goodness of the layers that count under each label, C × B. The first layer's product is computed once.</summary>
    public Matrix<float> UnderEachLabel()
    {
        int first = _options.CountedLayers.First(_network.LayerCount);
        for (int label = 0; label < _scores.RowCount; label++)
        {
            Array.Fill(_pass.Labels, label);
            _pass.Run(Inputs, _network.LayerCount);
            for (int example = 0; example < Inputs.Count; example++)
                _scores[label, example] = Sum(example, first);
        }

        return _scores;
    }

    /// <summary>Goodness of each layer, k × B, in fresh memory.</summary>
    public Matrix<float> OfLayers(IReadOnlyList<int> labels)
    {
        for (int example = 0; example < Inputs.Count; example++) _pass.Labels[example] = labels[example];
        _pass.Run(Inputs, _network.LayerCount);
        return Matrix<float>.Build.Dense(_network.LayerCount, Inputs.Count, (layer, example) => (float)Goodness(layer, example));
    }

    private float Sum(int example, int firstLayer)
    {
        double sum = 0;
        for (int layer = firstLayer; layer < _network.LayerCount; layer++) sum += Goodness(layer, example);
        return (float)sum;
    }

    private double Goodness(int layer, int example) =>
        new GoodnessLoss(_options.Goodness, _options.Threshold, _network.Sizes[layer + 1]).Goodness(_pass.Squares[layer][example]);
}
