using System.Globalization;

using AlignmentToolkit.Checkpoints;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.Checkpoints;

/// <summary>Conversion vectors of section 5.6 of the preference-vector page.</summary>
public class TensorConversionTests
{
    [Theory]
    [InlineData(1.00390625f, 0x3F80, 1.0)]
    [InlineData(1.005859375f, 0x3F81, 1.0078125)]
    [InlineData(1.01171875f, 0x3F82, 1.015625)]
    [InlineData(3.14159274f, 0x4049, 3.140625)]
    [InlineData(-0.1f, 0xBDCD, -0.10009765625)]
    [InlineData(3.3895314e38f, 0x7F7F, 3.3895313892515355e38)]
    [InlineData(3.4028235e38f, 0x7F80, double.PositiveInfinity)]
    [InlineData(1e-40f, 0x0001, 9.183549615799121e-41)]
    [InlineData(float.NegativeInfinity, 0xFF80, double.NegativeInfinity)]
    public void Bfloat16_rounds_to_nearest_even(float value, int bits, double widened)
    {
        Assert.Equal((ushort)bits, BFloat16Rounding.FromSingle(value));
        Assert.Equal((float)widened, BFloat16Rounding.ToSingle((ushort)bits));
    }

    [Theory]
    [InlineData(0x7F800001u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFFFFFFFFu)]
    public void Bfloat16_keeps_nan(uint bits) =>
        Assert.True(float.IsNaN(BFloat16Rounding.ToSingle(BFloat16Rounding.FromSingle(BitConverter.UInt32BitsToSingle(bits)))));

    [Fact]
    public void No_other_bfloat16_is_nearer() => Gen.UInt.Sample(word =>
    {
        float value = BitConverter.UInt32BitsToSingle(word);
        if (!float.IsFinite(value)) return;
        ushort bits = BFloat16Rounding.FromSingle(value);
        double distance = Math.Abs((double)BFloat16Rounding.ToSingle(bits) - value);
        if (double.IsInfinity(distance)) Assert.True(Math.Abs(value) >= 3.3961775292304957e38); // half a step above the largest
        foreach (int step in new[] { -1, 1 })
        {
            float other = BFloat16Rounding.ToSingle((ushort)(bits + step));
            if (float.IsFinite(other)) Assert.True(distance <= Math.Abs((double)other - value) || double.IsInfinity(distance));
        }
    });

    [Theory]
    [InlineData(TensorElementType.Float8E4M3, "01=0.001953125 07=0.013671875 08=0.015625 38=1 3C=1.5 7E=448 7F=NaN FF=NaN B8=-1")]
    [InlineData(
        TensorElementType.Float8E5M2,
        "01=1.52587890625e-05 03=4.57763671875e-05 04=6.103515625e-05 3C=1 7B=57344 7C=Infinity FC=-Infinity 7D=NaN FF=NaN")]
    [InlineData(TensorElementType.Float8E4M3Fnuz, "80=NaN 00=0 40=1 C0=-1 7F=240 01=0.0009765625")]
    [InlineData(TensorElementType.Float8E5M2Fnuz, "80=NaN 00=0 40=1 7F=57344 01=7.62939453125e-06")]
    [InlineData(TensorElementType.Float8E8M0, "7F=1 80=2 FF=NaN FE=1.7014118346046923e38 00=5.877471754111438e-39")]
    public void Eight_bit_formats_have_the_published_values(TensorElementType type, string vectors)
    {
        foreach (string[] vector in vectors.Split(' ').Select(pair => pair.Split('=')))
        {
            float[] value = new float[1];
            TensorConversion.ToSingle(type, Convert.FromHexString(vector[0]), value);
            Assert.Equal(float.Parse(vector[1], CultureInfo.InvariantCulture), value[0]);
        }
    }

    [Fact]
    public void Vectors_and_single_numbers_widen_alike()
    {
        ushort[] bits = [.. Enumerable.Range(0, 65_536 + 5).Select(i => (ushort)i)];
        float[] values = new float[bits.Length];
        BFloat16Rounding.ToSingle(bits, values);
        for (int i = 0; i < bits.Length; i++)
            Assert.Equal((uint)bits[i] << 16, BitConverter.SingleToUInt32Bits(values[i]));
    }

    [Theory]
    [InlineData(TensorElementType.Float4)]
    [InlineData(TensorElementType.Float6E2M3)]
    [InlineData(TensorElementType.Float6E3M2)]
    [InlineData(TensorElementType.Complex64)]
    public void Types_without_a_conversion_say_so(TensorElementType type) =>
        Assert.Contains(
            type.FileName(),
            Assert.Throws<NotSupportedException>(() => TensorConversion.ToSingle(type, [], [])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Integers_and_wide_numbers_round_to_nearest()
    {
        AssertConverts(TensorElementType.Int64, BitConverter.GetBytes((1L << 24) + 1), 16777216f);
        AssertConverts(TensorElementType.Int64, BitConverter.GetBytes((1L << 24) + 3), 16777220f);
        AssertConverts(TensorElementType.UInt64, BitConverter.GetBytes(ulong.MaxValue), 18446744073709551616f);
        AssertConverts(TensorElementType.Int32, BitConverter.GetBytes(int.MinValue), -2147483648f);
        AssertConverts(TensorElementType.UInt32, BitConverter.GetBytes(uint.MaxValue), 4294967296f);
        AssertConverts(TensorElementType.Int8, [0x80], -128f);
        AssertConverts(TensorElementType.UInt8, [0x80], 128f);
        AssertConverts(TensorElementType.UInt16, [0xFF, 0xFF], 65535f);
        AssertConverts(TensorElementType.Float64, BitConverter.GetBytes(0.1), 0.1f);
        AssertConverts(TensorElementType.Float64, BitConverter.GetBytes(1e300), float.PositiveInfinity);
        AssertConverts(TensorElementType.Float16, [0x01, 0x00], 5.9604644775390625e-08f);
    }

    private static void AssertConverts(TensorElementType type, byte[] bytes, float expected)
    {
        float[] value = new float[1];
        TensorConversion.ToSingle(type, bytes, value);
        Assert.Equal(expected, value[0]);
    }
}
