using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AlignmentToolkit.Numerics;

/// <summary>A named, counted stream of random numbers: the same name gives the same bits on every machine.</summary>
/// <remarks>Philox4x32-10: word i of the stream is a pure function of (key, i), and the key is a hash of the name.</remarks>
public sealed class RandomStream
{
    private readonly ulong _key;
    private readonly uint[] _block = new uint[4];
    private ulong _counter;
    private int _used = 4;

    private RandomStream(string name)
    {
        Name = name;
        _key = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>The stream's full name, parts joined by '/': all that is needed to draw it again.</summary>
    public string Name { get; }

    /// <summary>The stream of a name.</summary>
    /// <param name="name">Any non-empty text.</param>
    public static RandomStream From(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new RandomStream(name);
    }

    /// <summary>A stream of its own below this one, unaffected by how much this one has drawn.</summary>
    /// <param name="name">Any non-empty text.</param>
    public RandomStream Child(string name) => From(Name + "/" + name);

    /// <summary>A stream of its own below this one, numbered.</summary>
    /// <param name="index">Any integer.</param>
    public RandomStream Child(int index) => Child(index.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (_used == 4)
        {
            Philox(_counter++, _key, _block);
            _used = 0;
        }

        return _block[_used++];
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64() => NextUInt32() | ((ulong)NextUInt32() << 32);

    /// <summary>Uniform in [0, 1), 24 bits.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in {0, …, exclusiveMaximum − 1}, without bias.</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        return (int)(((ulong)NextUInt32() * (ulong)exclusiveMaximum) >> 32);
    }

    /// <summary>Standard normal.</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Fills with uniform numbers in [low, high).</summary>
    public void FillUniform(Span<float> destination, float low = 0, float high = 1)
    {
        foreach (ref float x in destination) x = low + (high - low) * NextSingle();
    }

    /// <summary>Fills with uniform numbers in [low, high).</summary>
    public void FillUniform(Span<double> destination, double low = 0, double high = 1)
    {
        foreach (ref double x in destination) x = low + (high - low) * NextDouble();
    }

    /// <summary>Fills with normal numbers.</summary>
    public void FillNormal(Span<float> destination, float mean = 0, float standardDeviation = 1)
    {
        foreach (ref float x in destination) x = mean + standardDeviation * (float)NextNormal();
    }

    /// <summary>Fills with normal numbers.</summary>
    public void FillNormal(Span<double> destination, double mean = 0, double standardDeviation = 1)
    {
        foreach (ref double x in destination) x = mean + standardDeviation * NextNormal();
    }

    /// <summary>Shuffles in place, all orders equally likely.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = NextInt32(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>A random order of 0 … count − 1.</summary>
    public int[] Permutation(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle<int>(order);
        return order;
    }

    private static void Philox(ulong counter, ulong key, uint[] block)
    {
        uint x0 = (uint)counter, x1 = (uint)(counter >> 32), x2 = 0, x3 = 0, k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong a = 0xD2511F53UL * x0, b = 0xCD9E8D57UL * x2;
            (x0, x1, x2, x3) = ((uint)(b >> 32) ^ x1 ^ k0, (uint)b, (uint)(a >> 32) ^ x3 ^ k1, (uint)a);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        (block[0], block[1], block[2], block[3]) = (x0, x1, x2, x3);
    }
}
