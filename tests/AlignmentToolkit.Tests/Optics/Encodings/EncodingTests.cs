using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Encodings;
using AlignmentToolkit.Optics.Holography;
using AlignmentToolkit.Optics.Projections;
using AlignmentToolkit.Optics.Transmission;

using CsCheck;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Encodings;

public class EncodingTests
{
    private static readonly Gen<float[]> Numbers = Gen.Float[-3, 3].Array[1, 20];

    [Fact]
    public void Bit_planes_are_binary_and_their_weighted_sum_is_the_number_nearest_on_the_grid() =>
        Gen.Select(Numbers, Gen.Int[1, 12], Gen.Bool).Sample((numbers, bits, isSigned) =>
        {
            BitPlaneEncoding encoding = new(bits) { IsSigned = isSigned };
            Matrix<float> x = Matrix<float>.Build.Dense(numbers.Length, 1, numbers), sum = Decode(encoding, x);
            double largest = Math.Max(0, numbers.Max()), lowest = isSigned ? Math.Max(0, -numbers.Min()) : 0;
            for (int i = 0; i < numbers.Length; i++)
            {
                double ofSign = numbers[i] > 0 ? largest : lowest, x0 = isSigned ? numbers[i] : Math.Max(0, numbers[i]);

                // Half a step of M/(2ᴾ − 1), and the rounding of at most 12 weights.
                Assert.InRange(sum[i, 0] - x0, -ofSign / 2 / ((1 << bits) - 1) - 1e-5, ofSign / 2 / ((1 << bits) - 1) + 1e-5);
                if (x0 == ofSign || x0 == -ofSign) Assert.Equal(x0, sum[i, 0], 1e-5);
            }

            Assert.InRange((sum - encoding.Quantise(x)).Enumerate().Max(Math.Abs), 0, 1e-5f);
        });

    [Fact]
    public void A_scale_for_each_input_makes_each_as_exact_as_it_is_large()
    {
        Matrix<float> x = Matrix<float>.Build.Dense(3, 2, [1, -0.5f, 0.25f, 0.01f, -0.005f, 0.0025f]);
        BitPlaneEncoding each = new(6) { ScalesEachInput = true }, whole = new(6);
        Matrix<float> ofEach = each.Quantise(x), ofBatch = whole.Quantise(x);
        Assert.Equal(0.01f, ofEach[0, 1], 1e-6f);
        Assert.InRange(Math.Abs(ofEach[2, 1] - 0.0025f), 0, 0.01f / 126);
        Assert.Equal(1f / 63, ofBatch[0, 1], 1e-6f);
    }

    // Check 6, first half.
    [Theory, InlineData(false), InlineData(true)]
    public void A_projection_of_bit_planes_is_the_projection_of_the_quantised_input(bool scalesEachInput)
    {
        BitPlaneEncoding encoding = new(6) { ScalesEachInput = scalesEachInput };
        Matrix<float> x = RandomStream.From("planes/x").NormalMatrix(30, 5);
        StoredTransmission medium = StoredTransmission.Draw(30, 200, RandomStream.From("planes/medium"), 2.0 / 30);
        Matrix<float> ofPlanes = Matrix<float>.Build.Dense(200, 5);
        new OpticalProjection(medium, encoding, new ExactRecovery(), RandomStream.From("unused")).Project(x, ofPlanes);
        Matrix<double> expected = medium.Real.Map(r => (double)r) * encoding.Quantise(x).Map(v => (double)v);

        // Entries of order 1: 12 frames of 30 terms in single precision.
        Assert.InRange((ofPlanes.Map(v => (double)v) - expected).Enumerate().Max(Math.Abs), 0, 1e-6 * expected.Enumerate().Max(Math.Abs));
    }

    // Check 6, second half.
    [Fact]
    public void Ternary_numbers_are_the_difference_of_two_binary_frames() =>
        Gen.Select(Numbers, Gen.Float[0, 1]).Sample((numbers, threshold) =>
        {
            Matrix<float> x = Matrix<float>.Build.Dense(numbers.Length, 1, numbers);
            float[] ternary = new float[numbers.Length];
            TernaryErrors.Apply(numbers, threshold, ternary);
            return Decode(new TernaryEncoding(threshold), x).ToColumnMajorArray().SequenceEqual(ternary);
        });

    [Fact]
    public void Other_encodings_show_what_they_say()
    {
        Matrix<float> x = Matrix<float>.Build.Dense(4, 1, [0.2f, 0.5f, 0.7f, -1]);
        Assert.Equal([0f, 0f, 1f, 0f], Decode(new BinaryEncoding(0.5f), x).ToColumnMajorArray());
        Assert.Equal(x, Decode(new AnalogueEncoding(), x, isBinary: false));
        Assert.Equal((1, 1, 2, 12, 5), (
            new BinaryEncoding(0).FrameCount,
            new AnalogueEncoding().FrameCount,
            new TernaryEncoding().FrameCount,
            new BitPlaneEncoding(6).FrameCount,
            new BitPlaneEncoding(5) { IsSigned = false }.FrameCount));
    }

    [Fact]
    public void Frames_and_shapes_that_do_not_fit_are_refused_by_name()
    {
        Matrix<float> x = Matrix<float>.Build.Dense(4, 2), pattern = x.Clone();
        TernaryEncoding encoding = new();
        Assert.Throws<ArgumentOutOfRangeException>("frame", () => encoding.Encode(x, 2, pattern, new float[2]));
        Assert.Throws<ArgumentException>("weights", () => encoding.Encode(x, 0, pattern, new float[3]));
        Assert.Throws<ArgumentException>("pattern", () => encoding.Encode(x, 0, Matrix<float>.Build.Dense(4, 3), new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("bits", () => new BitPlaneEncoding(0));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new TernaryEncoding(-1));
    }

    private static Matrix<float> Decode(IInputEncoding encoding, Matrix<float> x, bool isBinary = true)
    {
        Matrix<float> sum = Matrix<float>.Build.Dense(x.RowCount, x.ColumnCount), pattern = sum.Clone();
        float[] weights = new float[x.ColumnCount];
        for (int frame = 0; frame < encoding.FrameCount; frame++)
        {
            encoding.Encode(x, frame, pattern, weights);
            if (isBinary) Assert.All(pattern.Enumerate(), pixel => Assert.True(pixel is 0 or 1));
            for (int input = 0; input < weights.Length; input++)
                for (int i = 0; i < x.RowCount; i++) sum[i, input] += pattern[i, input] * weights[input];
        }

        return sum;
    }
}
