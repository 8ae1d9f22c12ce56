using AlignmentToolkit.Datasets;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks.Training;

/// <summary>Inputs with their classes.</summary>
public sealed class LabelledExamples
{
    /// <summary>Pairs inputs with labels.</summary>
    /// <param name="inputs">n_0 × N, one example a column; not copied.</param>
    /// <param name="labels">N classes in 0 … classCount − 1; not copied.</param>
    /// <param name="classCount">C, at least 2.</param>
    /// <exception cref="ArgumentException">Counts differ, or a label is out of range.</exception>
    public LabelledExamples(Matrix<float> inputs, IReadOnlyList<int> labels, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (inputs.ColumnCount != labels.Count)
            throw new ArgumentException($"{inputs.ColumnCount} inputs but {labels.Count} labels.", nameof(labels));
        for (int i = 0; i < labels.Count; i++)
            if (labels[i] < 0 || labels[i] >= classCount)
                throw new ArgumentException($"Label {i} is {labels[i]}; 0 to {classCount - 1} are allowed.", nameof(labels));

        Inputs = inputs;
        Labels = labels as int[] ?? [.. labels];
        ClassCount = classCount;
    }

    /// <summary>Images as examples: each column is one image, and nothing is copied but the labels.</summary>
    /// <param name="images">Images with their classes.</param>
    public static LabelledExamples Of(LabelledImages images) =>
        new(images.Images, [.. images.Labels.Select(label => (int)label)], images.ClassNames.Count);

    /// <summary>n_0 × N.</summary>
    public Matrix<float> Inputs { get; }

    /// <summary>N classes.</summary>
    public int[] Labels { get; }

    /// <summary>C.</summary>
    public int ClassCount { get; }

    /// <summary>N.</summary>
    public int Count => Labels.Length;

    /// <summary>n_0.</summary>
    public int InputSize => Inputs.RowCount;

    /// <summary>The first examples of these, in order, in memory of their own.</summary>
    /// <param name="count">From 1 to <see cref="Count"/>.</param>
    public LabelledExamples Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        return Select([.. Enumerable.Range(0, count)]);
    }

    /// <summary>Splits off a random part.</summary>
    /// <param name="heldOut">Number of examples to split off, from 1 to <see cref="Count"/> − 1.</param>
    /// <param name="stream">Chooses which.</param>
    /// <returns>The rest, and the part split off.</returns>
    public (LabelledExamples Remaining, LabelledExamples HeldOut) Split(int heldOut, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heldOut, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(heldOut, Count);
        int[] order = stream.Permutation(Count);
        return (Select(order[heldOut..]), Select(order[..heldOut]));
    }

    private LabelledExamples Select(int[] indices)
    {
        Matrix<float> inputs = Matrix<float>.Build.Dense(InputSize, indices.Length);
        for (int i = 0; i < indices.Length; i++)
            Inputs.ColumnSpan(indices[i]).CopyTo(inputs.ColumnSpan(i));
        return new LabelledExamples(inputs, [.. indices.Select(i => Labels[i])], ClassCount);
    }
}
