using System.Buffers;

namespace AlignmentToolkit.Decoding.Kernels;

/// <summary>
/// How far down an order of tokens one has to go to collect a given mass, without sorting them.
/// </summary>
/// <remarks>
/// Tokens are dropped into buckets by their key and the masses of buckets added up; only the bucket in which the sum passes the target is
/// sorted. The worst case, all keys in one bucket, is one sort.
/// </remarks>
internal static class MassCut
{
    private const int Buckets = 4096;

    // Keys are differences of logits; beyond 48 a token has less than 10⁻²⁰ of the mass of the likeliest.
    private const double Range = 48;

    /// <summary>The shortest beginning of the ascending order of keys whose weights sum to the target.</summary>
    /// <param name="keys">Not negative.</param>
    /// <param name="weights">Not negative, one for each key; overwritten.</param>
    /// <param name="target">The mass to reach.</param>
    /// <param name="mustExceed">Whether the mass must be greater than the target, not merely equal.</param>
    /// <returns>The number of keys, and the last key; all keys when their mass does not reach the target.</returns>
    public static (int Count, double Key) Find(ReadOnlySpan<double> keys, Span<double> weights, double target, bool mustExceed)
    {
        double[] masses = ArrayPool<double>.Shared.Rent(Buckets);
        int[] counts = ArrayPool<int>.Shared.Rent(Buckets);
        Fill(keys, weights, masses, counts);
        double sum = 0;
        int before = 0;
        int bucket = 0;
        while (bucket < Buckets - 1 && !IsReached(sum + masses[bucket], target, mustExceed))
        {
            sum += masses[bucket];
            before += counts[bucket++];
        }

        double[] inside = ArrayPool<double>.Shared.Rent(Math.Max(counts[bucket], 1));
        Span<double> insideKeys = inside.AsSpan(0, counts[bucket]);
        Gather(keys, weights, bucket, insideKeys);
        Span<double> insideWeights = weights[..insideKeys.Length];
        insideKeys.Sort(insideWeights);
        int count = 0;
        while (count < insideKeys.Length && !IsReached(sum, target, mustExceed)) sum += insideWeights[count++];

        // An empty last bucket was entered: rounding kept the whole mass short of the target, and the end of all keys is the answer.
        double key = insideKeys.IsEmpty ? double.PositiveInfinity : insideKeys[Math.Max(count, 1) - 1];
        ArrayPool<double>.Shared.Return(inside);
        ArrayPool<int>.Shared.Return(counts);
        ArrayPool<double>.Shared.Return(masses);
        return (before + count, key);
    }

    /// <summary>Whether a mass is enough.</summary>
    public static bool IsReached(double mass, double target, bool mustExceed) => mustExceed ? mass > target : mass >= target;

    private static void Fill(ReadOnlySpan<double> keys, ReadOnlySpan<double> weights, double[] masses, int[] counts)
    {
        Array.Clear(masses, 0, Buckets);
        Array.Clear(counts, 0, Buckets);
        for (int i = 0; i < keys.Length; i++)
        {
            int bucket = BucketOf(keys[i]);
            masses[bucket] += weights[i];
            counts[bucket]++;
        }
    }

    private static int BucketOf(double key) => key < Range ? (int)(key * ((Buckets - 1) / Range)) : Buckets - 1;

    /// <summary>Moves the keys of one bucket into a list of their own and their weights to the front.</summary>
    private static void Gather(ReadOnlySpan<double> keys, Span<double> weights, int bucket, Span<double> inside)
    {
        int count = 0;
        for (int i = 0; count < inside.Length; i++)
        {
            if (BucketOf(keys[i]) != bucket) continue;
            inside[count] = keys[i];
            weights[count++] = weights[i];
        }
    }
}
