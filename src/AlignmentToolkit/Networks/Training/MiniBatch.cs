using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Training;

/// <summary>A mini-batch in memory allocated once and filled again and again.</summary>
public sealed class MiniBatch
{
    /// <summary>Allocates for a number of examples.</summary>
    /// <param name="inputSize">n_0.</param>
    /// <param name="classCount">C.</param>
    /// <param name="count">B, at least 1.</param>
    public MiniBatch(int inputSize, int classCount, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Inputs = Matrix<float>.Build.Dense(inputSize, count);
        Targets = Matrix<float>.Build.Dense(classCount, count);
        Labels = new int[count];
    }

    /// <summary>A mini-batch of given content.</summary>
    /// <param name="inputs">X, n_0 × B; not copied.</param>
    /// <param name="targets">T, C × B; not copied. The label of an example is the row of its largest target.</param>
    public MiniBatch(Matrix<float> inputs, Matrix<float> targets)
    {
        Require.Shape(targets, targets.RowCount, inputs.ColumnCount, nameof(targets));
        Inputs = inputs;
        Targets = targets;
        Labels = [.. Enumerable.Range(0, Count).Select(i => TensorPrimitives.IndexOfMax<float>(targets.ColumnSpan(i)))];
    }

    /// <summary>X, n_0 × B.</summary>
    public Matrix<float> Inputs { get; }

    /// <summary>T, C × B: one-hot after <see cref="Gather"/>.</summary>
    public Matrix<float> Targets { get; }

    /// <summary>The class of each example, B numbers.</summary>
    public int[] Labels { get; }

    /// <summary>B.</summary>
    public int Count => Inputs.ColumnCount;

    /// <summary>Dropout masks of this mini-batch, or null for no dropout.</summary>
    public DropoutMasks? Masks { get; set; }

    /// <summary>Copies the chosen examples in.</summary>
    /// <param name="examples">Where they come from.</param>
    /// <param name="indices">B indices of examples.</param>
    public void Gather(LabelledExamples examples, ReadOnlySpan<int> indices)
    {
        if (indices.Length != Count)
            throw new ArgumentException($"{indices.Length} indices given; this mini-batch holds {Count} examples.", nameof(indices));
        Targets.Values().Clear();
        for (int i = 0; i < indices.Length; i++)
        {
            examples.Inputs.ColumnSpan(indices[i]).CopyTo(Inputs.ColumnSpan(i));
            Labels[i] = examples.Labels[indices[i]];
            Targets.ColumnSpan(i)[Labels[i]] = 1;
        }
    }

    /// <summary>How many columns have their largest score at the example's class.</summary>
    /// <param name="scores">C × B, logits or any other score per class.</param>
    public int CountCorrect(Matrix<float> scores)
    {
        int correct = 0;
        for (int i = 0; i < Count; i++)
            if (TensorPrimitives.IndexOfMax<float>(scores.ColumnSpan(i)) == Labels[i]) correct++;
        return correct;
    }
}
