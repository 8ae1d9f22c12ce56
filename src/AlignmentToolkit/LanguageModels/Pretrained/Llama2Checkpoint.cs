using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

using AlignmentToolkit.Checkpoints;
using AlignmentToolkit.LanguageModels.Chat;
using AlignmentToolkit.LanguageModels.Tokenizers;
using AlignmentToolkit.Numerics.Kernels;

namespace AlignmentToolkit.LanguageModels.Pretrained;

/// <summary>A model in the first format of llama2.c (<c>stories15M.bin</c> and its kin), seen under HuggingFace's names.</summary>
/// <remarks>
/// Seven 32-bit numbers — width, feed-forward width, layers, heads, key/value heads, ± vocabulary (negative: the head is not tied),
/// context —
/// then binary32 arrays [outputs, inputs]. Its rotary embedding turns adjacent pairs (2i, 2i + 1) where HuggingFace's turns
/// (i, i + d/2); the rows of every query and key head are put in the latter's order, 0, 2, 4, …, 1, 3, 5, …, in memory of this object's
/// own.
/// ε = 1e-5 and rotary base 10000 are fixed by the format; ids 1 and 2 begin and end a text.
///
/// Because of the 28 bytes in front of the arrays, every second register loaded from a mapped file would be filled from two cache lines. A
/// model of up to 64 MiB, whose weights come from caches rather than from memory, is therefore read into memory; a larger one is mapped.
/// </remarks>
public sealed unsafe class Llama2Checkpoint : IPretrainedModel, ITensorSource
{
    /// <summary>Bytes up to which a file is read into memory.</summary>
    private const int LargestCopy = 64 * 1024 * 1024;

    private readonly MappedFile _file;
    private readonly Dictionary<string, TensorEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AlignedNumbers> _permuted = new(StringComparer.Ordinal);
    private readonly AlignedNumbers? _copy;
    private readonly Lazy<ITokenizer?> _tokenizer;
    private readonly Lock _guard = new();
    private bool _closed;

    private Llama2Checkpoint(string path, MappedFile file)
    {
        Location = path;
        _file = file;
        Llama2Header header = Llama2Header.Read(path, file.Slice(0, (int)Math.Min(file.Length, Llama2Header.ByteCount)), file.Length);
        Settings = header.Settings;
        _copy = file.Length <= LargestCopy ? Copy(file) : null;
        _tokenizer = new Lazy<ITokenizer?>(() => TokenizerFiles.ForLlama2(path, Settings));
        foreach ((TensorRequirement tensor, long offset) in header.Layout())
            _entries.Add(tensor.Name, new TensorEntry(tensor.Name, TensorElementType.Float32, tensor.Shape, offset));
    }

    /// <inheritdoc cref="IPretrainedModel.Location"/>
    public string Location { get; }

    /// <inheritdoc/>
    public TransformerSettings Settings { get; }

    /// <inheritdoc/>
    public ITensorSource Tensors => this;

    /// <inheritdoc/>
    public GenerationDefaults Generation { get; } = new() { BeginId = 1, EndIds = [1, 2] };

    /// <inheritdoc/>
    /// <remarks>
    /// <c>tokV.bin</c>, V the model's vocabulary, in the same folder; without it the only <c>tok*.bin</c> there.
    /// </remarks>
    public ITokenizer? Tokenizer => _tokenizer.Value;

    /// <inheritdoc/>
    public ChatTemplate? ChatTemplate => null;

    /// <inheritdoc/>
    public IEnumerable<TensorEntry> Entries => _entries.Values.OrderBy(entry => entry.Offset);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not a llama2.c file of the first format; the message names the reason.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Llama2Checkpoint Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        MappedFile file = new(path);
        try
        {
            return new Llama2Checkpoint(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryGetEntry(string name, [NotNullWhen(true)] out TensorEntry? entry)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return _entries.TryGetValue(name, out entry);
    }

    /// <inheritdoc/>
    public void ReadSingle(string name, long first, Span<float> values) => TensorSources.Convert(Map(name), first, values);

    /// <inheritdoc/>
    public TensorBytes Map(string name)
    {
        TensorEntry entry = this.Entry(name);
        bool isRotated = name.EndsWith("q_proj.weight", StringComparison.Ordinal)
            || name.EndsWith("k_proj.weight", StringComparison.Ordinal);
        return new TensorBytes(entry, (nint)(isRotated ? Permuted(entry).Start : Address(entry)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_guard)
        {
            _closed = true;
            _permuted.Clear();
        }

        _file.Dispose();
    }

    private float* Address(TensorEntry entry) => _copy is null
        ? (float*)(_file.Address + entry.Offset)
        : _copy.Start + ((entry.Offset - Llama2Header.ByteCount) / sizeof(float));

    private static AlignedNumbers Copy(MappedFile file)
    {
        AlignedNumbers copy = new((int)(file.Length - Llama2Header.ByteCount) / sizeof(float), isCleared: false);
        MemoryMarshal.Cast<byte, float>(file.Slice(Llama2Header.ByteCount, copy.Count * sizeof(float))).CopyTo(copy.Span);
        return copy;
    }

    private AlignedNumbers Permuted(TensorEntry entry)
    {
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_permuted.TryGetValue(entry.Name, out AlignedNumbers? rows)) return rows;
            return _permuted[entry.Name] = PermutedRows.Of(Address(entry), (int)entry.Shape[0], (int)entry.Shape[1], Settings.HeadSize);
        }
    }
}
