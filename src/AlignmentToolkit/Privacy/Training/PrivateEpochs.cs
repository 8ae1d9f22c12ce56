using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Privacy.Training;

/// <summary>One private epoch after another. All its memory is allocated at the start or with the first mini-batches of a size.</summary>
internal sealed class PrivateEpochs
{
    private readonly LearningRule _rule;
    private readonly Optimiser _optimiser;
    private readonly PrivateTrainingSettings _settings;
    private readonly int _examples;
    private readonly BatchSampler _sampler;
    private readonly PassSizes _passes;
    private readonly ClippedGradient _gradient;
    private readonly NoiseSource _noise;

    public PrivateEpochs(
        LearningRule rule,
        Optimiser optimiser,
        LabelledExamples examples,
        PrivateTrainingSettings settings,
        RandomStream stream,
        NoiseSource noise)
    {
        (_rule, _optimiser, _settings, _noise) = (rule, optimiser, settings, noise);
        _examples = examples.Count;
        _sampler = settings.Batches.Sampler(examples.Count, stream);
        _passes = new PassSizes(examples, Math.Min(settings.LargestPass, examples.Count));
        _gradient = new ClippedGradient(rule, settings.ClippingNorm, settings.LargestPass);
    }

    /// <summary>Trains one epoch. False if it was cancelled before its end.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="report">Told after each step how many of how many are done.</param>
    /// <param name="clippedShare">Share of contributions that were shortened.</param>
    /// <param name="cancellation">Checked before every step.</param>
    public bool Run(int epoch, Action<int, int>? report, out double clippedShare, CancellationToken cancellation)
    {
        clippedShare = double.NaN;
        _rule.BeginEpoch(epoch);
        _optimiser.LearningRate = (float)_settings.LearningRate.At(epoch);
        int steps = (int)(_settings.Batches.StepsAfter(epoch + 1, _examples) - _settings.Batches.StepsAfter(epoch, _examples));
        (long added, long clipped) = (0, 0);
        for (int step = 0; step < steps; step++)
        {
            if (cancellation.IsCancellationRequested) return false;
            Step();
            added += _gradient.Count;
            clipped += _gradient.Clipped;
            report?.Invoke(step + 1, steps);
        }

        clippedShare = added == 0 ? 0 : (double)clipped / added;
        return true;
    }

    private void Step()
    {
        double noise = double.IsInfinity(_settings.ClippingNorm) ? 0 : _settings.NoiseMultiplier * _settings.ClippingNorm;
        _gradient.Begin(_noise, noise);
        for (ReadOnlySpan<int> indices = _sampler.Next(); !indices.IsEmpty;)
        {
            MiniBatch batch = _passes.Gather(indices, out int used);
            _gradient.Add(batch, used);

            // After every pass, not every step: noise that belongs to the rule itself must not repeat from pass to pass.
            _rule.EndStep(batch);
            indices = indices[used..];
        }

        // The size that is expected, not the one drawn: dividing by a number that depends on the data would not be private.
        foreach (int layer in _gradient.TrainedLayers)
            _optimiser.Step(layer, _gradient.Weights(layer), _gradient.Biases(layer), 1f / _settings.Batches.Size);
    }
}
