namespace AlignmentToolkit.LanguageModels.Tokenizers;

/// <summary>Tokens by their bytes.</summary>
internal sealed class WholeWords
{
    private readonly Dictionary<byte[], int> _ids = new(new ByteComparer());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public WholeWords() => _lookup = _ids.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Adds a token; of equal ones the first counts.</summary>
    public void Add(byte[] word, int id) => _ids.TryAdd(word, id);

    public bool TryGetValue(ReadOnlySpan<byte> word, out int id) => _lookup.TryGetValue(word, out id);

    private sealed class ByteComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            HashCode hash = default;
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
