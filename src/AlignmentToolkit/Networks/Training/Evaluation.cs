using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Accuracy of a rule's predictions, in batches whose memory is allocated once.</summary>
internal sealed class Evaluation
{
    private const int LargestBatch = 500;

    private readonly LabelledExamples _examples;
    private readonly int[] _indices;
    private readonly Dictionary<int, MiniBatch> _batches = [];

    public Evaluation(LabelledExamples examples)
    {
        _examples = examples;
        _indices = [.. Enumerable.Range(0, examples.Count)];
    }

    /// <summary>Share of examples whose largest score is at their class, in [0, 1]. No dropout.</summary>
    public double Accuracy(LearningRule rule)
    {
        int correct = 0;
        for (int start = 0; start < _examples.Count; start += LargestBatch)
        {
            int count = Math.Min(LargestBatch, _examples.Count - start);
            if (!_batches.TryGetValue(count, out MiniBatch? batch))
                _batches[count] = batch = new MiniBatch(_examples.InputSize, _examples.ClassCount, count);
            batch.Gather(_examples, _indices.AsSpan(start, count));
            correct += batch.CountCorrect(rule.Score(batch.Inputs));
        }

        return (double)correct / _examples.Count;
    }
}
