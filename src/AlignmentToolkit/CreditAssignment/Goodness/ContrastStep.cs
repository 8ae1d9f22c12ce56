using System.Numerics.Tensors;

using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// One mini-batch of B examples, each under its true label (columns 0 … B − 1) and under a negative one, or beside a negative image
/// (columns B … 2B − 1).
/// </summary>
internal sealed class ContrastStep
{
    private readonly MultilayerPerceptron _network;
    private readonly ForwardForwardOptions _options;
    private readonly int _classCount;
    private readonly GoodnessPass _pass;
    private readonly UnlabelledInputs? _contrast;
    private readonly float[] _coefficients;
    private readonly double[] _margins;
    private readonly Matrix<float> _exampleDelta, _labelDelta, _labelPlaces;

    public ContrastStep(MultilayerPerceptron network, ForwardForwardOptions options, int classCount, int count)
    {
        (_network, _options, _classCount) = (network, options, classCount);
        Inputs = new LabelledInputs(network, options, classCount, count);
        if (options.Hybrids is not null)
        {
            Hybrids = Matrix<float>.Build.Dense(network.Sizes[0], count);
            _contrast = new UnlabelledInputs(network, options.Normalisation, count);
        }

        _pass = new GoodnessPass(network, options.Normalisation, 2 * count);
        _coefficients = new float[2 * count];
        _margins = new double[count];
        _exampleDelta = Matrix<float>.Build.Dense(network.Sizes[1], count);
        _labelDelta = Matrix<float>.Build.Dense(network.Sizes[1], classCount + 1);
        _labelPlaces = Matrix<float>.Build.Dense(network.Sizes[0], classCount + 1, (i, c) => i == c && c < classCount ? 1 : 0);
    }

    /// <summary>The examples.</summary>
    public LabelledInputs Inputs { get; }

    /// <summary>Negative labels, to be written before <see cref="Run"/>.</summary>
    public Span<int> Negatives => _pass.Labels.AsSpan(Inputs.Count);

    /// <summary>Negative images (n_0 × B), to be written before <see cref="Run"/>; null where negatives are labels.</summary>
    public Matrix<float>? Hybrids { get; }

    /// <summary>Runs both copies through the layers up to one.</summary>
    public void Run(MiniBatch batch, int lastLayer)
    {
        batch.Labels.CopyTo(_pass.Labels, 0);
        _contrast?.Load(batch.Inputs, Hybrids!);
        _pass.Run(_contrast ?? (IFirstLayer)Inputs, lastLayer + 1);
        Array.Clear(_margins);
    }

    /// <summary>Examples whose goodness, in the layers differentiated so far, is larger under the true label.</summary>
    public int CountSeparated() => _margins.Count(static margin => margin > 0);

    /// <summary>Turns the activations h of a layer into the derivatives of its loss, times 2B.</summary>
    /// <returns>The layer's loss: mean over both copies, summed over the B examples.</returns>
    public double Differentiate(int layer, PeerActivity? peers)
    {
        GoodnessLoss lossOf = new(_options.Goodness, _options.Threshold, _network.Sizes[layer + 1]);
        float[] squares = _pass.Squares[layer];
        double loss = 0;
        for (int column = 0; column < squares.Length; column++)
        {
            bool isPositive = column < Inputs.Count;
            (double ofColumn, _coefficients[column]) = lossOf.Of(squares[column], isPositive);
            loss += 0.5 * ofColumn;
            _margins[column % Inputs.Count] += lossOf.Goodness(squares[column]) * (isPositive ? 1 : -1);
        }

        if (peers is not null) loss += Inputs.Count * peers.Observe(_pass.Activations[layer], Inputs.Count);
        ParallelWork.For((squares.Length + Columns.Chunk - 1) / Columns.Chunk, new Columns(this, layer, peers));
        return loss;
    }

    /// <summary>The update of a differentiated layer.</summary>
    public LayerUpdate UpdateOf(int layer)
    {
        float scale = 0.5f / Inputs.Count;
        if (layer > 0) return new LayerUpdate(_pass.Activations[layer], _pass.Normalised[layer - 1], scale);
        if (_contrast is not null) return new LayerUpdate(_pass.Activations[0], _contrast.Examples, scale);

        SplitAtLabel();
        return new LayerUpdate(_exampleDelta, Inputs.Examples, scale)
        {
            SecondPostsynaptic = _labelDelta,
            SecondPresynaptic = _labelPlaces,
        };
    }

    /// <summary>
    /// Both copies of an example differ only at the label's places. What they share is multiplied once, with the sum of both derivatives;
    /// the label's part is a column a class. One more column, which meets an input of 0, makes that part's row sums 0: the first term alone
    /// is the bias part.
    /// </summary>
    private void SplitAtLabel()
    {
        _labelDelta.Values().Clear();
        for (int example = 0; example < Inputs.Count; example++)
        {
            ReadOnlySpan<float> positive = _pass.Activations[0].ColumnSpan(example);
            ReadOnlySpan<float> negative = _pass.Activations[0].ColumnSpan(example + Inputs.Count);
            TensorPrimitives.Add(positive, negative, _exampleDelta.ColumnSpan(example));
            AddToLabel(_pass.Labels[example], positive, Inputs.OneHot[example]);
            AddToLabel(_pass.Labels[example + Inputs.Count], negative, Inputs.OneHot[example]);
        }

        Span<float> balance = _labelDelta.ColumnSpan(_classCount);
        for (int c = 0; c < _classCount; c++) TensorPrimitives.Subtract(balance, _labelDelta.ColumnSpan(c), balance);
    }

    private void AddToLabel(int label, ReadOnlySpan<float> delta, float value)
    {
        Span<float> column = _labelDelta.ColumnSpan(label);
        TensorPrimitives.MultiplyAdd(delta, value, column, column);
    }

    /// <summary>The parallel loop that turns columns of activations into derivatives.</summary>
    private readonly struct Columns(ContrastStep step, int layer, PeerActivity? peers) : IParallelBody
    {
        public const int Chunk = 16;

        public void Invoke(int index)
        {
            int end = Math.Min((index + 1) * Chunk, step._coefficients.Length);
            for (int column = index * Chunk; column < end; column++)
            {
                Span<float> h = step._pass.Activations[layer].ColumnSpan(column);
                if (peers is not null && column < step.Inputs.Count)
                    ColumnKernels.Pull(h, step._coefficients[column], peers.Pull, peers.StraightThrough);
                else
                    TensorPrimitives.Multiply(h, step._coefficients[column], h);
            }
        }
    }
}
