using System.Buffers;
using System.Numerics.Tensors;

namespace AlignmentToolkit.Decoding.Kernels;

/// <summary>The largest values of a row, without sorting it.</summary>
/// <remarks>
/// The maxima of blocks come first. At least k values are as large as the k-th largest block maximum, and only the few blocks whose
/// maximum is as large can hold such values; the k largest are among those.
/// </remarks>
internal static class Largest
{
    private const int Block = 64;
    private const int ShortEnoughToSort = 24;

    /// <summary>The <paramref name="count"/>-th largest logit, ties counted one by one; −∞ when there are fewer that aren't −∞.</summary>
    public static float Threshold(ReadOnlySpan<float> logits, int count)
    {
        if (count >= logits.Length) return float.NegativeInfinity;
        float[] rented = ArrayPool<float>.Shared.Rent(logits.Length);
        int found = GatherCandidates(logits, count, rented);
        float threshold = found < count ? float.NegativeInfinity : Partition(rented.AsSpan(0, found), count);
        ArrayPool<float>.Shared.Return(rented);
        return threshold;
    }

    /// <summary>Writes the largest logits that aren't −∞ in descending order, as many as there are and fit.</summary>
    /// <returns>How many were written.</returns>
    public static int InOrder(ReadOnlySpan<float> logits, Span<float> largest)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(logits.Length);
        int found = GatherCandidates(logits, largest.Length, rented);
        Span<float> candidates = rented.AsSpan(0, found);
        if (found > largest.Length) Partition(candidates, largest.Length);
        candidates = candidates[..Math.Min(found, largest.Length)];
        candidates.Sort();
        candidates.Reverse();
        candidates.CopyTo(largest);
        ArrayPool<float>.Shared.Return(rented);
        return candidates.Length;
    }

    /// <summary>Removes all but the <paramref name="count"/> largest logits.</summary>
    /// <param name="logits">The row.</param>
    /// <param name="count">At least 1; a count of V or more keeps all.</param>
    /// <param name="keepsTies">Whether all that tie with the last of them stay; otherwise, of those, the ones with the lowest ids.</param>
    public static void Keep(Span<float> logits, int count, bool keepsTies)
    {
        float threshold = Threshold(logits, count);
        if (float.IsNegativeInfinity(threshold)) return;
        Row.KeepAtLeast(logits, threshold);
        if (keepsTies) return;
        int surplus = Row.CountSurvivors(logits) - count;
        if (surplus > 0) Row.KeepFirstOfEqual(logits, threshold, Row.CountEqual(logits, threshold) - surplus);
    }

    /// <summary>Removes the logits less than a threshold, but none of the <paramref name="count"/> largest.</summary>
    public static void KeepAtLeast(Span<float> logits, float threshold, int count, bool keepsTies)
    {
        if (count > 1 && Threshold(logits, count) < threshold) Keep(logits, count, keepsTies);
        else Row.KeepAtLeast(logits, threshold);
    }

    /// <summary>Moves the largest values to the front and returns the least of them.</summary>
    /// <param name="values">Reordered: none of the first <paramref name="count"/> is less than any of the others.</param>
    /// <param name="count">1 … number of values.</param>
    public static float Partition(Span<float> values, int count)
    {
        int first = 0;
        int last = values.Length - 1;
        int target = count - 1;
        while (last - first > ShortEnoughToSort)
        {
            float pivot = MedianOfThree(values[first], values[(first + last) >> 1], values[last]);
            (int left, int right) = Split(values, first, last, pivot);
            if (target <= right) last = right;
            else if (target >= left) first = left;
            else return values[target];
        }

        Span<float> rest = values[first..(last + 1)];
        rest.Sort();
        rest.Reverse();
        return values[target];
    }

    /// <summary>Copies all logits that could be among the <paramref name="count"/> largest.</summary>
    private static int GatherCandidates(ReadOnlySpan<float> logits, int count, Span<float> candidates)
    {
        int blocks = (logits.Length + Block - 1) / Block;
        if (count >= blocks) return Row.GatherAtLeast(logits, float.MinValue, candidates);
        float[] maxima = ArrayPool<float>.Shared.Rent(2 * blocks);
        for (int b = 0; b < blocks; b++) maxima[b] = TensorPrimitives.Max(OfBlock(logits, b));
        maxima.AsSpan(0, blocks).CopyTo(maxima.AsSpan(blocks));
        float least = Math.Max(Partition(maxima.AsSpan(blocks, blocks), count), float.MinValue);
        int found = 0;
        for (int b = 0; b < blocks; b++)
            if (maxima[b] >= least) found += Row.GatherAtLeast(OfBlock(logits, b), least, candidates[found..]);
        ArrayPool<float>.Shared.Return(maxima);
        return found;
    }

    private static ReadOnlySpan<float> OfBlock(ReadOnlySpan<float> logits, int block) =>
        logits.Slice(block * Block, Math.Min(Block, logits.Length - (block * Block)));

    /// <summary>
    /// Orders a stretch into values of at least the pivot, from <paramref name="first"/> to the second index returned, and values of at
    /// most the pivot, from the first index returned on. What is between equals the pivot.
    /// </summary>
    private static (int Left, int Right) Split(Span<float> values, int first, int last, float pivot)
    {
        int left = first;
        int right = last;
        while (left <= right)
        {
            while (values[left] > pivot) left++;
            while (values[right] < pivot) right--;
            if (left > right) break;
            (values[left], values[right]) = (values[right], values[left]);
            left++;
            right--;
        }

        return (left, right);
    }

    private static float MedianOfThree(float a, float b, float c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
