using System.Globalization;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Parameters;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>The state of a run in a safetensors file: parameters under their own names, moments, number of steps.</summary>
/// <remarks>
/// A run that is resumed goes on to the bit, since batches are known by their number. The file can be read as a checkpoint of the model:
/// moments of <c>w</c> are called <c>adam.mean.w</c> and <c>adam.square.w</c>.
/// </remarks>
public static class TrainingCheckpoint
{
    private const string MeanPrefix = "adam.mean.", SquarePrefix = "adam.square.", StepsKey = "steps";

    /// <summary>Writes a checkpoint; a reader sees the old file or the whole new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="optimiser">What is saved, with its parameters.</param>
    /// <param name="cancellation">Stops between two tensors and leaves nothing behind.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, AdamW optimiser, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        SafeTensorsWriter writer = new() { Metadata = { [StepsKey] = optimiser.Steps.ToString(CultureInfo.InvariantCulture) } };
        foreach (Parameter parameter in optimiser.Parameters)
        {
            TensorShape shape = ShapeOf(parameter);
            writer.Add(parameter.Name, shape, parameter.Values.ToArray());
            writer.Add(MeanPrefix + parameter.Name, shape, optimiser.Mean.Slice(parameter.Start, parameter.Count).ToArray());
            writer.Add(SquarePrefix + parameter.Name, shape, optimiser.Square.Slice(parameter.Start, parameter.Count).ToArray());
        }

        writer.Save(path, cancellation: cancellation);
    }

    /// <summary>Makes an optimiser and its parameters what they were.</summary>
    /// <param name="path">A file that <see cref="Save"/> has written.</param>
    /// <param name="optimiser">Over a model of the same shape.</param>
    /// <exception cref="InvalidDataException">The file is no checkpoint of such a run; the message says why. Nothing is
    /// changed.</exception>
    public static void Load(string path, AdamW optimiser)
    {
        ArgumentNullException.ThrowIfNull(optimiser);
        using SafeTensorsFile file = SafeTensorsFile.Open(path);
        if (!file.Metadata.TryGetValue(StepsKey, out string? text)
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long steps))
            throw new InvalidDataException(
                $"{path}: the metadata have no number of steps under '{StepsKey}'; this is no checkpoint of a run.");
        foreach (Parameter parameter in optimiser.Parameters)
            foreach (string prefix in (string[])["", MeanPrefix, SquarePrefix]) Check(file, prefix + parameter.Name, ShapeOf(parameter));
        foreach (Parameter parameter in optimiser.Parameters)
        {
            file.ReadSingle(parameter.Name, 0, parameter.Values);
            file.ReadSingle(MeanPrefix + parameter.Name, 0, optimiser.Mean.Slice(parameter.Start, parameter.Count));
            file.ReadSingle(SquarePrefix + parameter.Name, 0, optimiser.Square.Slice(parameter.Start, parameter.Count));
        }

        optimiser.Parameters.Gradient.Clear();
        optimiser.Steps = steps;
    }

    private static void Check(SafeTensorsFile file, string name, TensorShape expected)
    {
        TensorEntry entry = file.Entry(name);
        if (entry.Shape != expected || entry.ElementType != TensorElementType.Float32)
            throw new InvalidDataException($"{file.Location}: {entry} is to be {TensorElementType.Float32.FileName()} {expected}.");
    }

    private static TensorShape ShapeOf(Parameter parameter) => new([.. parameter.Shape.Select(size => (long)size)]);
}
