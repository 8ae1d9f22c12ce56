using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using AlignmentToolkit.Numerics.Randomness;

namespace AlignmentToolkit.Numerics;

/// <summary>
/// A named, counted stream of random numbers: the same name gives the same bits on every machine and any number of threads.
/// </summary>
/// <remarks>
/// <para>
/// Word i of a stream, 32 bits, is word i mod 4 of the Philox4x32-10 block of counter ⌊i/4⌋ [Salmon 2011]. The key and
/// the upper half of the counter are the first 128 bits of the SHA-256 of the name, so streams of different names are disjoint for all
/// practical purposes.
/// </para>
/// <para>
/// Every draw is a function of the words it takes. A number that takes 2 or 4 words starts at a multiple of 2 or 4; words passed over
/// are lost. A normal number takes half a pair: the second of a pair is handed out when the next draw is of the same kind, otherwise it
/// is lost. It follows that <b>a fill of n numbers equals n single draws, and equals any split into shorter fills</b>, whatever the
/// register width or the number of threads.
/// </para>
/// <list type="table">
/// <listheader><term>draw</term><description>words</description></listheader>
/// <item><term><see cref="NextUInt32"/>, <see cref="NextSingle"/>, uniform float</term><description>1</description></item>
/// <item><term><see cref="NextUInt64"/>, <see cref="NextDouble"/>, uniform double</term><description>2</description></item>
/// <item><term><see cref="NextNormalSingle"/>, normal float, single-precision complex normal</term><description>1, in pairs of
/// 2</description></item>
/// <item><term><see cref="NextNormal"/>, normal double, part of a complex normal</term><description>2, in pairs of 4</description></item>
/// <item><term>integers below a bound</term><description>1 (32 bits) or 2 (64 bits), again when rejected</description></item>
/// <item><term>Poisson number</term><description>2 below a mean of 10, else 4, again when rejected</description></item>
/// </list>
/// <para>A stream is not safe for use by several threads at once; give each its <see cref="Child(int)"/>.</para>
/// </remarks>
/// <example>
/// <code>
/// RandomStream stream = RandomStream.From("feedback-alignment/seed-7");
/// Matrix&lt;float&gt; weights = stream.Child("init").NormalMatrix(1024, 784, standardDeviation: 1 / 28f);
/// int[] order = stream.Child("epoch").Child(0).Permutation(60_000);
/// </code>
/// </example>
public sealed partial class RandomStream
{
    private readonly PhiloxKey _key;
    private ulong _position;

    // Words in the pair of normals of which one is still to be handed out; 0 when there is none.
    private uint _openPair;

    private RandomStream(string name)
    {
        Name = name;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        _key = new PhiloxKey(BinaryPrimitives.ReadUInt64LittleEndian(hash), BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8)));
    }

    /// <summary>The stream's full name, parts joined by '/': all that is needed to draw it again.</summary>
    public string Name { get; }

    /// <summary>What words of any position are computed from, for kernels that make them where they are needed.</summary>
    internal PhiloxKey Key => _key;

    /// <summary>Index of the next unused word. Setting it jumps there at no cost, forwards or backwards.</summary>
    /// <remarks>
    /// The second half of a pair of normals that was not handed out yet counts as used and is forgotten when the position is set.
    /// </remarks>
    public ulong Position
    {
        get => _openPair == 0 ? _position : RoundUp(_position, _openPair);
        set => (_position, _openPair) = (value, 0);
    }

    /// <summary>The stream of a name, at its beginning.</summary>
    /// <param name="name">Any non-empty text.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public static RandomStream From(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new RandomStream(name);
    }

    /// <summary>
    /// A stream of its own below this one, unaffected by how much this one has drawn: the stream of
    /// "<see cref="Name"/>/<paramref name="name"/>".
    /// </summary>
    /// <param name="name">Any non-empty text.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public RandomStream Child(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new RandomStream(Name + "/" + name);
    }

    /// <summary>A stream of its own below this one, numbered.</summary>
    /// <param name="index">Any integer.</param>
    public RandomStream Child(int index) => Child(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The stream's name.</summary>
    public override string ToString() => Name;

    /// <summary>Goes to the next multiple of a draw's width, leaving a half used pair of normals behind.</summary>
    private void Begin(uint words)
    {
        _position = RoundUp(Position, words);
        _openPair = 0;
    }

    /// <summary>Goes to where the next normal number of a kind begins: within the open pair, if it is of this kind.</summary>
    private void BeginNormal(uint pairWords)
    {
        if (_openPair != pairWords) Begin(pairWords);
    }

    private void AdvanceNormal(uint words, uint pairWords)
    {
        _position += words;
        _openPair = _position % pairWords == 0 ? 0 : pairWords;
    }

    private static ulong RoundUp(ulong position, uint words) => (position + words - 1) & ~(ulong)(words - 1);
}
