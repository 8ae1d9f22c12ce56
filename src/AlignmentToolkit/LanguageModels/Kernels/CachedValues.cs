using System.Numerics;

namespace AlignmentToolkit.LanguageModels.Kernels;

/// <summary>Weighted sums over a page of cached values: o ← o + Σ_j w_j v_j over its first positions.</summary>
internal static unsafe class CachedValues
{
    private static int Lanes => Vector<float>.Count;

    /// <summary>The sum for one query.</summary>
    public static void Add(float* weights, float* values, int size, int count, float* output)
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

    /// <summary>The sums for two queries of one group.</summary>
    public static void AddTwo(float* weights, float* otherWeights, float* values, int size, int count, float* output, float* otherOutput)
    {
        if (size >= 4 * Lanes)
        {
            // Four registers of features share a weight, which saves more than two queries that share a value.
            Add(weights, values, size, count, output);
            Add(otherWeights, values, size, count, otherOutput);
            return;
        }

        int feature = 0;
        for (; feature <= size - Lanes; feature += Lanes)
            AddRegisterOfTwo(weights, otherWeights, values + feature, size, count, output + feature, otherOutput + feature);
        for (; feature < size; feature++)
        {
            (float sum, float otherSum) = (output[feature], otherOutput[feature]);
            for (int j = 0; j < count; j++)
            {
                sum += weights[j] * values[(j * size) + feature];
                otherSum += otherWeights[j] * values[(j * size) + feature];
            }

            (output[feature], otherOutput[feature]) = (sum, otherSum);
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

    private static void AddRegisterOfTwo(
        float* weights, float* otherWeights, float* values, int size, int count, float* output, float* otherOutput)
    {
        Vector<float> t0 = Vector.Load(output), t1 = default, t2 = default, t3 = default;
        Vector<float> u0 = Vector.Load(otherOutput), u1 = default, u2 = default, u3 = default;
        int j = 0;
        for (; j <= count - 4; j += 4, values += 4 * size)
        {
            Vector<float> value = Vector.Load(values);
            t0 = Vector.FusedMultiplyAdd(new Vector<float>(weights[j]), value, t0);
            u0 = Vector.FusedMultiplyAdd(new Vector<float>(otherWeights[j]), value, u0);
            value = Vector.Load(values + size);
            t1 = Vector.FusedMultiplyAdd(new Vector<float>(weights[j + 1]), value, t1);
            u1 = Vector.FusedMultiplyAdd(new Vector<float>(otherWeights[j + 1]), value, u1);
            value = Vector.Load(values + (2 * size));
            t2 = Vector.FusedMultiplyAdd(new Vector<float>(weights[j + 2]), value, t2);
            u2 = Vector.FusedMultiplyAdd(new Vector<float>(otherWeights[j + 2]), value, u2);
            value = Vector.Load(values + (3 * size));
            t3 = Vector.FusedMultiplyAdd(new Vector<float>(weights[j + 3]), value, t3);
            u3 = Vector.FusedMultiplyAdd(new Vector<float>(otherWeights[j + 3]), value, u3);
        }

        for (; j < count; j++, values += size)
        {
            Vector<float> value = Vector.Load(values);
            t0 = Vector.FusedMultiplyAdd(new Vector<float>(weights[j]), value, t0);
            u0 = Vector.FusedMultiplyAdd(new Vector<float>(otherWeights[j]), value, u0);
        }

        (t0 + t1 + (t2 + t3)).Store(output);
        (u0 + u1 + (u2 + u3)).Store(otherOutput);
    }
}
