namespace AlignmentToolkit.Numerics;

// Integers below a bound and random orders.
public sealed partial class RandomStream
{
    /// <summary>Uniform in {0, …, exclusiveMaximum − 1}, every value exactly equally likely.</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is less than 1.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        return (int)Below((uint)exclusiveMaximum);
    }

    /// <summary>Uniform in {minimum, …, exclusiveMaximum − 1}, every value exactly equally likely.</summary>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="exclusiveMaximum">One above the largest value.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is not above
    /// <paramref name="minimum"/>.</exception>
    public int NextInt32(int minimum, int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(exclusiveMaximum, minimum);
        return (int)(minimum + Below((uint)((long)exclusiveMaximum - minimum)));
    }

    /// <summary>Uniform in {0, …, exclusiveMaximum − 1}, every value exactly equally likely.</summary>
    /// <param name="exclusiveMaximum">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is less than 1.</exception>
    public long NextInt64(long exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMaximum, 1);
        ulong bound = (ulong)exclusiveMaximum;
        ulong upper = Math.BigMul(NextUInt64(), bound, out ulong lower);
        if (lower >= bound) return (long)upper;
        ulong rejected = (0 - bound) % bound;
        while (lower < rejected) upper = Math.BigMul(NextUInt64(), bound, out lower);
        return (long)upper;
    }

    /// <summary>Puts values in a random order, all orders equally likely.</summary>
    /// <remarks>Fisher–Yates, from the last place down.</remarks>
    /// <param name="values">Shuffled in place.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)Below((uint)i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>A random order of 0 … count − 1, all orders equally likely.</summary>
    /// <param name="count">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[count];
        FillPermutation(order);
        return order;
    }

    /// <summary>Writes a random order of 0 … n − 1 into n places, all orders equally likely.</summary>
    /// <param name="order">Overwritten.</param>
    public void FillPermutation(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Shuffle(order);
    }

    /// <summary>
    /// ⌊word · bound / 2³²⌋, drawn again in the (2³² mod bound) cases out of 2³² that would make some results likelier than others.
    /// </summary>
    /// <remarks>[Lemire 2019, algorithm 5]</remarks>
    private uint Below(uint bound)
    {
        ulong product = (ulong)NextUInt32() * bound;
        if ((uint)product >= bound) return (uint)(product >> 32);
        uint rejected = (0 - bound) % bound;
        while ((uint)product < rejected) product = (ulong)NextUInt32() * bound;
        return (uint)(product >> 32);
    }
}
