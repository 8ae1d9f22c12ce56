using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Layers;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Layers;

/// <summary>Attention to a second sequence, without the causal mask, written out in double precision.</summary>
public class CrossAttentionTests
{
    private const int Heads = 4, Groups = 2, Size = 8, Queries = 7, Keys = 11;

    private readonly float[] _queries = Draw("q", Heads * Size * Queries), _keys = Draw("k", Groups * Size * Keys);
    private readonly float[] _values = Draw("v", Groups * Size * Keys), _direction = Draw("d", Heads * Size * Queries);

    // The loss is ⟨direction, output⟩, so that ∂loss/∂output is the direction.
    [Fact]
    public void Gradients_of_queries_keys_and_values_are_finite_differences()
    {
        SequenceLayout queryLayout = new(), keyLayout = new();
        queryLayout.Add(Queries);
        keyLayout.Add(Keys);
        GroupedQueryAttention attention = new(Heads, Groups, Size, isCausal: false);
        float[] output = new float[_queries.Length];
        attention.Forward(
            queryLayout, keyLayout, Matrix(_queries, Heads), Matrix(_keys, Groups), Matrix(_values, Groups), Matrix(output, Heads));
        Assert.Equal(Loss(), output.Zip(_direction, (o, d) => (double)o * d).Sum(), 1e-4);

        float[] dq = new float[_queries.Length], dk = new float[_keys.Length], dv = new float[_values.Length];
        attention.Backward(
            Matrix(_queries, Heads), Matrix(_keys, Groups), Matrix(_values, Groups), Matrix(_direction, Heads),
            Matrix(dq, Heads), Matrix(dk, Groups), Matrix(dv, Groups));
        Check(_queries, dq);
        Check(_keys, dk);
        Check(_values, dv);
    }

    // h = 2⁻⁸ is exact in single precision; the truncation h²/6 is below 3e-6, and a sum of 11 products rounds to about as much.
    private void Check(float[] values, float[] gradient)
    {
        const float h = 1f / 256;
        for (int i = 0; i < values.Length; i++)
        {
            float kept = values[i];
            values[i] = kept + h;
            (double above, double up) = (Loss(), values[i]);
            values[i] = kept - h;
            (double below, double down) = (Loss(), values[i]);
            values[i] = kept;
            Assert.Equal((above - below) / (up - down), gradient[i], 1e-4);
        }
    }

    private double Loss()
    {
        double loss = 0;
        for (int head = 0; head < Heads; head++)
        {
            int mine = head * Size, theirs = head / (Heads / Groups) * Size;
            for (int query = 0; query < Queries; query++)
            {
                double[] weights = new double[Keys];
                for (int key = 0; key < Keys; key++)
                {
                    for (int i = 0; i < Size; i++)
                        weights[key] += (double)_queries[(query * Heads * Size) + mine + i] * _keys[(key * Groups * Size) + theirs + i];
                    weights[key] = Math.Exp(weights[key] / Math.Sqrt(Size));
                }

                for (int key = 0; key < Keys; key++)
                    for (int i = 0; i < Size; i++)
                        loss += weights[key] / weights.Sum() * _values[(key * Groups * Size) + theirs + i]
                            * _direction[(query * Heads * Size) + mine + i];
            }
        }

        return loss;
    }

    private static MatrixSpan<float> Matrix(float[] values, int heads) => new(values, heads * Size, values.Length / (heads * Size));

    private static float[] Draw(string name, int count)
    {
        float[] values = new float[count];
        RandomStream.From("cross-attention/" + name).FillNormal(values);
        return values;
    }
}
