using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>Draws the labels of negative examples.</summary>
public static class NegativeLabels
{
    /// <summary>Wrong labels, each of the other C − 1 equally likely.</summary>
    /// <param name="labels">The true labels.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <param name="stream">Where chance comes from.</param>
    /// <param name="negatives">Written, as many as there are labels.</param>
    public static void DrawWrong(ReadOnlySpan<int> labels, int classCount, RandomStream stream, Span<int> negatives)
    {
        Check(labels, classCount, negatives);
        for (int i = 0; i < labels.Length; i++) negatives[i] = Wrong(labels[i], classCount, stream);
    }

    /// <summary>The same labels in random order, all orders equally likely; some stay true by accident.</summary>
    /// <param name="labels">The true labels.</param>
    /// <param name="stream">Where chance comes from.</param>
    /// <param name="negatives">Written, as many as there are labels.</param>
    public static void DrawPermuted(ReadOnlySpan<int> labels, RandomStream stream, Span<int> negatives)
    {
        Check(labels, 2, negatives);
        labels.CopyTo(negatives);
        stream.Shuffle(negatives);
    }

    /// <summary>Wrong labels, likely in proportion to given probabilities; all equally where those of the wrong ones are all 0.</summary>
    /// <param name="labels">The true labels.</param>
    /// <param name="probabilities">One column an example, C × N, at least 0.</param>
    /// <param name="stream">Where chance comes from.</param>
    /// <param name="negatives">Written, as many as there are labels.</param>
    public static void DrawHard(ReadOnlySpan<int> labels, Matrix<float> probabilities, RandomStream stream, Span<int> negatives)
    {
        Check(labels, probabilities.RowCount, negatives);
        if (probabilities.ColumnCount != labels.Length)
            throw new ArgumentException(
                $"{probabilities.ColumnCount} columns of probabilities given for {labels.Length} labels.", nameof(probabilities));
        for (int i = 0; i < labels.Length; i++) negatives[i] = Hard(labels[i], probabilities.ColumnSpan(i), stream);
    }

    private static int Wrong(int label, int classCount, RandomStream stream) => (label + 1 + stream.NextInt32(classCount - 1)) % classCount;

    private static int Hard(int label, ReadOnlySpan<float> probabilities, RandomStream stream)
    {
        float mass = TensorPrimitives.Sum(probabilities[..label]) + TensorPrimitives.Sum(probabilities[(label + 1)..]);
        float left = stream.NextSingle() * mass;
        int last = -1;
        for (int c = 0; c < probabilities.Length; c++)
        {
            if (c == label || probabilities[c] <= 0) continue;
            last = c;
            left -= probabilities[c];
            if (left < 0) break;
        }

        // Rounding may leave a trace at the end of the row, which belongs to the last class that has a chance at all.
        return last >= 0 ? last : Wrong(label, probabilities.Length, stream);
    }

    private static void Check(ReadOnlySpan<int> labels, int classCount, Span<int> negatives)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (negatives.Length != labels.Length)
            throw new ArgumentException($"{labels.Length} labels need as many places; there are {negatives.Length}.", nameof(negatives));
    }
}
