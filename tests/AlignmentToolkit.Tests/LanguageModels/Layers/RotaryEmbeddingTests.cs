using AlignmentToolkit.LanguageModels;
using AlignmentToolkit.LanguageModels.Layers;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Layers;

public class RotaryEmbeddingTests
{
    // Acceptance check A11: frequencies of Llama-3.2, head size 64, published to ten digits.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(8, 3.760603093e-2)]
    [InlineData(12, 7.292664737e-3)]
    [InlineData(13, 4.839421346e-3)]
    [InlineData(14, 3.211445995e-3)]
    [InlineData(15, 1.290547928e-3)]
    [InlineData(16, 4.295567966e-4)]
    [InlineData(17, 9.708287803e-5)]
    [InlineData(18, 1.946163818e-5)]
    [InlineData(19, 1.291476719e-5)]
    [InlineData(20, 8.570255490e-6)]
    [InlineData(24, 1.661967468e-6)]
    [InlineData(31, 9.418306725e-8)]
    public void Frequencies_of_Llama_3_2_are_those_published(int index, double expected) =>
        Assert.Equal(1, new RotaryEmbedding(64, 500_000, new Llama3RotaryScaling()).Frequencies[index] / expected, 1e-9);

    [Fact]
    public void Turning_there_and_back_restores_every_head_and_leaves_other_rows()
    {
        RotaryEmbedding rotary = new(12, 10_000);
        float[] values = new float[3 * 12 * 5];
        RandomStream.From("rotary").FillNormal(values);
        float[] kept = [.. values];
        rotary.Apply(new MatrixSpan<float>(values, 36, 5), headCount: 2, [0, 3, 700, 20_000, 5]);
        Assert.NotEqual(kept[36..48], values[36..48]);
        Assert.Equal(kept[24..36], values[24..36]);
        rotary.Apply(new MatrixSpan<float>(values, 36, 5), headCount: 2, [0, 3, 700, 20_000, 5], isBackward: true);
        for (int i = 0; i < kept.Length; i++) Assert.Equal(kept[i], values[i], 2e-6f);
    }

    [Fact]
    public void Products_of_turned_vectors_depend_on_the_distance_of_their_places_alone()
    {
        RotaryEmbedding rotary = new(16, 10_000);
        float[] pair = new float[32];
        RandomStream.From("rotary-distance").FillNormal(pair);
        double near = Product(5, 2), far = Product(4005, 4002), other = Product(5, 3);
        Assert.Equal(near, far, 2e-5);
        Assert.NotEqual(near, other, 1e-3);

        double Product(int first, int second)
        {
            float[] turned = [.. pair];
            rotary.Apply(new MatrixSpan<float>(turned, 16, 2), 1, [first, second]);
            return Enumerable.Range(0, 16).Sum(i => (double)turned[i] * turned[16 + i]);
        }
    }
}
