using System.Numerics;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics.Transforms;

public class HadamardTransformTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1024)]
    public void A_transform_is_the_sum_that_defines_it(int length)
    {
        // Small integers: every sum is exact.
        float[] x = Integers(length);
        var expected = new float[length];
        for (int k = 0; k < length; k++)
        {
            for (int j = 0; j < length; j++) expected[k] += BitOperations.PopCount((uint)(j & k)) % 2 == 0 ? x[j] : -x[j];
        }

        HadamardTransform.Apply(x);
        Assert.Equal(expected, x);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(8192)]
    [InlineData(1 << 17)]
    public void Twice_is_the_length_times_the_vector(int length)
    {
        float[] x = Integers(length), twice = [.. x];
        HadamardTransform.Apply(twice);
        HadamardTransform.Apply(twice);
        Assert.Equal(x.Select(value => value * length), twice);
    }

    [Theory]
    [InlineData(8192)]
    [InlineData(1 << 16)]
    public void A_unit_vector_becomes_its_row_of_signs(int length)
    {
        var x = new float[length];
        int j = (length / 3) | 1;
        x[j] = 1;
        HadamardTransform.Apply(x);
        for (int k = 0; k < length; k++) Assert.Equal(BitOperations.PopCount((uint)(j & k)) % 2 == 0 ? 1 : -1, x[k]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public void Other_lengths_are_refused(int length) =>
        Assert.Equal("values", Assert.Throws<ArgumentOutOfRangeException>(() => HadamardTransform.Apply(new float[length])).ParamName);

    private static float[] Integers(int length)
    {
        RandomStream stream = RandomStream.From("hadamard").Child(length);
        return [.. Enumerable.Range(0, length).Select(_ => (float)stream.NextInt32(-8, 8))];
    }
}
