using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Datasets;

/// <summary>Examples to learn from, to choose by, and to report on.</summary>
/// <param name="Name">Catalogue name of the data set that was opened, or "glyphs".</param>
/// <param name="Training">What a model learns from.</param>
/// <param name="Validation">What hyperparameters and the moment to stop are chosen by; taken from the published training set, never from
/// the test set. Empty where all of that set is learned from.</param>
/// <param name="Test">The published test set; looked at once.</param>
public sealed record DataSplit(string Name, LabelledImages Training, LabelledImages Validation, LabelledImages Test)
{
    /// <summary>Where the examples come from, in one sentence for the reader of a notebook.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>Carves the validation set out of the training set by chance.</summary>
    /// <param name="name">Name of the split.</param>
    /// <param name="training">The published training set.</param>
    /// <param name="test">The published test set, passed through.</param>
    /// <param name="validationCount">Examples to carve out, from 0 to all but one.</param>
    /// <param name="stream">Decides which; the same stream always gives the same split.</param>
    /// <param name="trainingCount">Keeps only so many of the rest, chosen by the same stream; null keeps all.</param>
    /// <returns>A split whose examples keep their published order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The counts do not leave what they ask for.</exception>
    public static DataSplit Carve(
        string name, LabelledImages training, LabelledImages test, int validationCount, RandomStream stream, int? trainingCount = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(stream);
        (int[] kept, int[] validation) = Choose(training.Count, validationCount, trainingCount, stream);
        return new DataSplit(name, training.Subset(kept), training.Subset(validation), test);
    }

    /// <summary>Takes the last examples of the training set for validation.</summary>
    /// <param name="name">Name of the split.</param>
    /// <param name="training">The published training set.</param>
    /// <param name="test">The published test set, passed through.</param>
    /// <param name="validationCount">Examples to carve out, from 0 to all but one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside that range.</exception>
    public static DataSplit CarveLast(string name, LabelledImages training, LabelledImages test, int validationCount)
    {
        ArgumentNullException.ThrowIfNull(training);
        ThrowIfNotBelow(validationCount, training.Count);
        int rest = training.Count - validationCount;
        return new DataSplit(name, training.Take(rest), training.Subset([.. Enumerable.Range(rest, validationCount)]), test);
    }

    /// <summary>Which examples to keep for training and which for validation, both ascending.</summary>
    internal static (int[] Training, int[] Validation) Choose(int count, int validationCount, int? trainingCount, RandomStream stream)
    {
        ThrowIfNotBelow(validationCount, count);
        int kept = trainingCount ?? count - validationCount;
        if (kept < 1 || kept > count - validationCount)
            throw new ArgumentOutOfRangeException(
                nameof(trainingCount), kept,
                $"Beside {validationCount} for validation there are 1 to {count - validationCount} examples to train on.");
        int[] order = stream.Permutation(count);
        int[] validation = order[..validationCount];
        int[] training = order[validationCount..(validationCount + kept)];
        Array.Sort(validation);
        Array.Sort(training);
        return (training, validation);
    }

    private static void ThrowIfNotBelow(int validationCount, int count)
    {
        if (validationCount < 0 || validationCount >= count)
            throw new ArgumentOutOfRangeException(
                nameof(validationCount), validationCount,
                $"Of {count} training examples, 0 to {count - 1} can be set aside for validation.");
    }
}
