using AlignmentToolkit.LanguageModels.Kernels;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Losses;

/// <summary>
/// Next-token cross-entropy, Σ_t w_t (log Σ_v e^{z_vt} − z_{y_t t}), in nats; its gradient is w_t (softmax(z_t) − e_{y_t}).
/// </summary>
/// <remarks>A token of weight 0 — of a prompt, say — costs nothing and learns nothing.</remarks>
public sealed unsafe class SequenceCrossEntropy : ISequenceLoss
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A target that counts is not in the vocabulary.</exception>
    public LossValue Evaluate(SequenceBatch batch, ReadOnlyMatrixSpan<float> logits, MatrixSpan<float> gradient)
    {
        CheckTargets(batch, logits.Rows);
        ColumnPieces pieces = ColumnPieces.Of(logits.Rows, logits.Columns);
        using Workspace.Loan<double> sums = Workspace.Borrow<double>(pieces.Count);
        fixed (float* z = logits.Values, dz = gradient.Values, weights = batch.Weights)
        fixed (int* targets = batch.Targets)
        {
            ParallelWork.For(pieces.Count, new CrossEntropyColumns
            {
                Logits = z,
                Gradient = dz,
                Rows = logits.Rows,
                Targets = targets,
                Weights = weights,
                Pieces = pieces,
                Sums = sums.Start,
            });
        }

        double sum = 0, weight = 0;
        for (int piece = 0; piece < pieces.Count; piece++) sum += sums.Start[piece];
        foreach (float w in batch.Weights) weight += w;
        return new LossValue(sum, weight);
    }

    private static void CheckTargets(SequenceBatch batch, int vocabularySize)
    {
        ReadOnlySpan<int> targets = batch.Targets;
        ReadOnlySpan<float> weights = batch.Weights;
        for (int i = 0; i < targets.Length; i++)
        {
            if ((uint)targets[i] >= (uint)vocabularySize && weights[i] != 0)
                throw new ArgumentOutOfRangeException(
                    nameof(batch), targets[i], $"Target {targets[i]} at place {i}: the vocabulary has {vocabularySize}.");
        }
    }
}
