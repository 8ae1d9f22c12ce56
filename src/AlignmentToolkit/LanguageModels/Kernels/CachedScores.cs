using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.LanguageModels.Inference;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Scores of queries against a page of cached keys, and what softmax makes of them.</summary>
internal static unsafe class CachedScores
{
    private static int Lanes => Vector<float>.Count;

    /// <summary>s_j ← ⟨q, k_j⟩ for the positions of a page up to <paramref name="count"/>, rounded up to whole registers.</summary>
    public static void Of(float* query, float* keys, int size, int count, float* scores)
    {
        int position = 0, end = Math.Min(count, KeyValuePage.Length);
        for (; position <= end - (4 * Lanes); position += 4 * Lanes)
        {
            Vector<float> t = default, u = default, v = default, w = default;
            float* key = keys + position;
            for (int i = 0; i < size; i++, key += KeyValuePage.Length)
            {
                Vector<float> x = new(query[i]);
                t = Vector.FusedMultiplyAdd(x, Vector.Load(key), t);
                u = Vector.FusedMultiplyAdd(x, Vector.Load(key + Lanes), u);
                v = Vector.FusedMultiplyAdd(x, Vector.Load(key + (2 * Lanes)), v);
                w = Vector.FusedMultiplyAdd(x, Vector.Load(key + (3 * Lanes)), w);
            }

            t.Store(scores + position);
            u.Store(scores + position + Lanes);
            v.Store(scores + position + (2 * Lanes));
            w.Store(scores + position + (3 * Lanes));
        }

        for (; position < end; position += Lanes)
        {
            Vector<float> t = default;
            float* key = keys + position;
            for (int i = 0; i < size; i++, key += KeyValuePage.Length)
                t = Vector.FusedMultiplyAdd(new Vector<float>(query[i]), Vector.Load(key), t);
            t.Store(scores + position);
        }
    }

    /// <summary>The same for two queries of one group, which share every key that is loaded.</summary>
    public static void OfTwo(float* query, float* other, float* keys, int size, int count, float* scores, float* otherScores)
    {
        int position = 0, end = Math.Min(count, KeyValuePage.Length);
        for (; position <= end - (2 * Lanes); position += 2 * Lanes)
        {
            Vector<float> t = default, u = default, otherT = default, otherU = default;
            float* key = keys + position;
            for (int i = 0; i < size; i++, key += KeyValuePage.Length)
            {
                Vector<float> x = new(query[i]), y = new(other[i]), first = Vector.Load(key), second = Vector.Load(key + Lanes);
                (t, u) = (Vector.FusedMultiplyAdd(x, first, t), Vector.FusedMultiplyAdd(x, second, u));
                (otherT, otherU) = (Vector.FusedMultiplyAdd(y, first, otherT), Vector.FusedMultiplyAdd(y, second, otherU));
            }

            t.Store(scores + position);
            u.Store(scores + position + Lanes);
            otherT.Store(otherScores + position);
            otherU.Store(otherScores + position + Lanes);
        }

        if (position >= end) return;
        Of(query, keys + position, size, end - position, scores + position);
        Of(other, keys + position, size, end - position, otherScores + position);
    }

    /// <summary>s_j ← exp(scale (s_j − largest)); returns 1 over their sum. Room for whole registers is behind the scores.</summary>
    public static float Exponentials(float* scores, int count, float scale)
    {
        int padded = (count + Lanes - 1) / Lanes * Lanes;
        for (int i = count; i < padded; i++) scores[i] = float.NegativeInfinity;
        float largest = TensorPrimitives.Max(new ReadOnlySpan<float>(scores, count));
        Vector<float> offsets = new(-largest * scale), scales = new(scale), sums = Vector<float>.Zero;
        for (int i = 0; i < padded; i += Lanes)
        {
            Vector<float> e = VectorExponential.Of(Vector.FusedMultiplyAdd(Vector.Load(scores + i), scales, offsets));
            e.Store(scores + i);
            sums += e;
        }

        return 1 / Vector.Sum(sums);
    }
}
