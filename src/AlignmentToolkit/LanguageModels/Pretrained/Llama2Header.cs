using System.Buffers.Binary;

using AlignmentToolkit.Checkpoints;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>The seven numbers in front of a llama2.c file, and where its arrays lie.</summary>
internal sealed class Llama2Header
{
    public const int ByteCount = 7 * sizeof(int);

    // "ak42": later exports of llama2.c start with this number and keep their arrays, some quantised, in another order.
    private const int MagicOfLaterVersions = 0x616B3432;

    private Llama2Header(TransformerSettings settings) => Settings = settings;

    public TransformerSettings Settings { get; }

    /// <exception cref="InvalidDataException">The numbers are out of range, or do not give the file's length.</exception>
    public static Llama2Header Read(string path, ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (bytes.Length < ByteCount)
            throw Refuse(path, $"{fileLength} bytes do not hold the {ByteCount} of a llama2.c header");
        int at(int index, ReadOnlySpan<byte> header) => BinaryPrimitives.ReadInt32LittleEndian(header[(index * sizeof(int))..]);
        int hidden = at(0, bytes), heads = at(3, bytes), vocabulary = at(5, bytes);
        if (hidden == MagicOfLaterVersions)
            throw Refuse(path, "this is a llama2.c file of version 1 or 2; only the first format (version 0) is read");
        if (heads <= 0 || hidden <= 0 || hidden % heads != 0)
            throw Refuse(path, $"the header's {heads} heads do not divide its width {hidden}; this is no llama2.c file");
        TransformerSettings settings = new()
        {
            HiddenSize = hidden,
            FeedForwardSize = at(1, bytes),
            LayerCount = at(2, bytes),
            HeadCount = heads,
            KeyValueHeadCount = at(4, bytes),
            VocabularySize = vocabulary == int.MinValue ? 0 : Math.Abs(vocabulary),
            HeadSize = hidden / heads,
            ContextLength = at(6, bytes),
            HasTiedHead = vocabulary > 0,
        };
        try
        {
            settings.Validate();
        }
        catch (ArgumentException cause)
        {
            throw Refuse(path, $"the header of this llama2.c file is out of range: {SettingRequirement.Sentence(cause)}");
        }

        Llama2Header header = new(settings);
        UInt128 needed = header.CountBytes();
        if (needed != (UInt128)fileLength)
            throw Refuse(path, $"by its header the llama2.c file has {needed} bytes, and it has {fileLength}");
        return header;
    }

    /// <summary>All tensors and the bytes where they start, layer by layer of each kind.</summary>
    public IEnumerable<(TensorRequirement Tensor, long Offset)> Layout()
    {
        Dictionary<string, TensorShape> shapes = TensorNames.All(Settings).ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        Func<int, string>[] kinds =
        [
            TensorNames.AttentionNorm, TensorNames.Query, TensorNames.Key, TensorNames.Value, TensorNames.AttentionOutput,
            TensorNames.FeedForwardNorm, TensorNames.Gate, TensorNames.Down, TensorNames.Up,
        ];
        IEnumerable<string> names =
        [
            TensorNames.Embedding,
            .. kinds.SelectMany(kind => Enumerable.Range(0, Settings.LayerCount).Select(kind)),
            TensorNames.FinalNorm,
        ];
        long offset = ByteCount;
        foreach (string name in names)
        {
            yield return (new TensorRequirement(name, shapes[name]), offset);
            offset += shapes[name].ElementCount * sizeof(float);
        }

        if (Settings.HasTiedHead) yield break;
        yield return (new TensorRequirement(TensorNames.Head, shapes[TensorNames.Head]), offset + (long)(RotaryTables() * sizeof(float)));
    }

    private UInt128 CountBytes()
    {
        TransformerSettings of = Settings;
        UInt128 hidden = (UInt128)of.HiddenSize, keys = (UInt128)of.KeyValueHeadCount * (UInt128)of.HeadSize;
        UInt128 layer = (2 * hidden) + (2 * hidden * hidden) + (2 * hidden * keys) + (3 * hidden * (UInt128)of.FeedForwardSize);
        UInt128 embedding = (UInt128)of.VocabularySize * hidden;
        UInt128 numbers = embedding + ((UInt128)of.LayerCount * layer) + hidden + RotaryTables() + (of.HasTiedHead ? 0 : embedding);
        return ByteCount + (numbers * sizeof(float));
    }

    // Two tables of cosines and sines that today's llama2.c computes itself; their place stays.
    private UInt128 RotaryTables() => (UInt128)Settings.ContextLength * (UInt128)Settings.HeadSize;

    private static InvalidDataException Refuse(string path, string reason) =>
        CheckpointErrors.Refuse(CheckpointError.InvalidLlama2File, path, reason);
}
