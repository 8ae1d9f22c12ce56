using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Compares the update that a rule proposes on some fixed examples with what a reference rule proposes, layer by layer.</summary>
/// <remarks>No weights change and no dropout is used.</remarks>
public sealed class AlignmentProbe
{
    private readonly LearningRule _rule, _reference;
    private readonly MiniBatch _batch;
    private readonly UpdateRecorder _ofRule, _ofReference;

    /// <summary>Allocates memory for both rules' updates.</summary>
    /// <param name="rule">The rule that is looked at.</param>
    /// <param name="reference">The rule that it is compared with, normally backpropagation, on the same network.</param>
    /// <param name="examples">Examples to compare on; the first <paramref name="count"/> are used.</param>
    /// <param name="count">At least 1; at most as many as there are.</param>
    /// <exception cref="ArgumentException">The rules belong to different networks.</exception>
    public AlignmentProbe(LearningRule rule, LearningRule reference, LabelledExamples examples, int count)
    {
        if (rule.Network != reference.Network)
            throw new ArgumentException(
                "The reference rule must belong to the network of the rule that it is compared with.", nameof(reference));
        _rule = rule;
        _reference = reference;
        _batch = new MiniBatch(examples.InputSize, examples.ClassCount, count);
        _batch.Gather(examples, Enumerable.Range(0, count).ToArray());
        (_ofRule, _ofReference) = (new UpdateRecorder(rule.Network), new UpdateRecorder(rule.Network));
    }

    /// <summary>∠(G_l, G_l of the reference) of every weight layer, in degrees.</summary>
    public IReadOnlyList<NamedAngle> Measure()
    {
        Record(_rule, _ofRule);
        Record(_reference, _ofReference);
        return [.. _ofRule.Updates.Zip(_ofReference.Updates).Index()
            .Select(pair => new NamedAngle(
                $"G{pair.Index + 1}, {_reference.Name}",
                VectorAngle.InDegrees<float>(pair.Item.First.Values(), pair.Item.Second.Values())))];
    }

    private void Record(LearningRule rule, UpdateRecorder recorder)
    {
        recorder.Clear();
        rule.Learn(_batch, recorder);
    }
}
