using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.LanguageModels.Inference;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>The inner loops of attention to a page of cached keys and values.</summary>
internal static unsafe class CacheKernels
{
    private static int Lanes => Vector<float>.Count;

    /// <summary>s_j ← ⟨q, k_j⟩ for the positions of a page up to <paramref name="count"/>, rounded up to whole registers.</summary>
    public static void Scores(float* query, float* keys, int size, int count, float* scores)
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

    /// <summary>o ← o + Σ_j w_j v_j over the first <paramref name="count"/> positions of a page.</summary>
    public static void AddValues(float* weights, float* values, int size, int count, float* output)
    {
        int feature = 0;
        for (; feature <= size - (4 * Lanes); feature += 4 * Lanes)
            AddFourRegisters(weights, values + feature, size, count, output + feature);
        for (; feature <= size - Lanes; feature += Lanes) AddOneRegister(weights, values + feature, size, count, output + feature);
        for (; feature < size; feature++)
        {
            float sum = output[feature];
            for (int j = 0; j < count; j++) sum += weights[j] * values[(j * size) + feature];
            output[feature] = sum;
        }
    }

    private static void AddFourRegisters(float* weights, float* values, int size, int count, float* output)
    {
        Vector<float> t = Vector.Load(output), u = Vector.Load(output + Lanes);
        Vector<float> v = Vector.Load(output + (2 * Lanes)), w = Vector.Load(output + (3 * Lanes));
        for (int j = 0; j < count; j++, values += size)
        {
            Vector<float> x = new(weights[j]);
            t = Vector.FusedMultiplyAdd(x, Vector.Load(values), t);
            u = Vector.FusedMultiplyAdd(x, Vector.Load(values + Lanes), u);
            v = Vector.FusedMultiplyAdd(x, Vector.Load(values + (2 * Lanes)), v);
            w = Vector.FusedMultiplyAdd(x, Vector.Load(values + (3 * Lanes)), w);
        }

        t.Store(output);
        u.Store(output + Lanes);
        v.Store(output + (2 * Lanes));
        w.Store(output + (3 * Lanes));
    }

    // Four sums side by side: one alone would wait for itself at every position.
    private static void AddOneRegister(float* weights, float* values, int size, int count, float* output)
    {
        Vector<float> t = Vector.Load(output), u = default, v = default, w = default;
        int j = 0;
        for (; j <= count - 4; j += 4, values += 4 * size)
        {
            t = Vector.FusedMultiplyAdd(new Vector<float>(weights[j]), Vector.Load(values), t);
            u = Vector.FusedMultiplyAdd(new Vector<float>(weights[j + 1]), Vector.Load(values + size), u);
            v = Vector.FusedMultiplyAdd(new Vector<float>(weights[j + 2]), Vector.Load(values + (2 * size)), v);
            w = Vector.FusedMultiplyAdd(new Vector<float>(weights[j + 3]), Vector.Load(values + (3 * size)), w);
        }

        for (; j < count; j++, values += size) t = Vector.FusedMultiplyAdd(new Vector<float>(weights[j]), Vector.Load(values), t);
        (t + u + (v + w)).Store(output);
    }
}
