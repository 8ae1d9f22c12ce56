using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Transmission;
using AlignmentToolkit.Tests.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Transmission;

[Collection(nameof(ThreadCount))]
public class ImplicitTransmissionTests
{
    // Check 1: bitwise identical to the stored matrix, whatever the tiling and the number of threads. The sizes leave rests in every
    // direction: rows of a group and of a tile, columns of a tile, terms of a stretch.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 2)]
    [InlineData(64, 16, 6)]
    [InlineData(401, 33, 7)]
    [InlineData(1000, 97, 13)]
    [InlineData(1237, 150, 64)]
    [InlineData(900, 49, 1)]
    public void The_field_is_that_of_the_stored_matrix_bit_for_bit_on_any_number_of_threads(int inputs, int outputs, int batch)
    {
        RandomStream stream = RandomStream.From("implicit-transmission");
        AssertEqualFields(stream.Child("inputs").NormalMatrix(inputs, batch), outputs, stream);
    }

    // The stored product leaves out zeros when most inputs are; 600 × 300 × 64 is large enough for that.
    [Fact]
    public void Patterns_that_are_mostly_dark_give_the_same_bits_as_well()
    {
        RandomStream stream = RandomStream.From("dark-patterns");
        Matrix<float> uniform = stream.Child("inputs").UniformMatrix(600, 64);
        AssertEqualFields(uniform.Map(value => value > 0.9f ? 1f : 0f), 300, stream);
    }

    private static void AssertEqualFields(Matrix<float> x, int outputs, RandomStream stream)
    {
        (int inputs, int batch) = (x.RowCount, x.ColumnCount);
        StoredTransmission stored = StoredTransmission.Draw(inputs, outputs, stream, 0.7);
        ImplicitTransmission transmission = ImplicitTransmission.Draw(inputs, outputs, stream, 0.7);
        OpticalField expected = new(outputs, batch);
        stored.Propagate(x, expected);
        foreach (int threads in (int[])[1, 2, 5])
        {
            OpticalField field = ThreadCount.With(threads, () =>
            {
                OpticalField result = new(outputs, batch);
                transmission.Propagate(x, result);
                return result;
            });
            Assert.Equal(expected.Real.Values(), field.Real.Values());
            Assert.Equal(expected.Imaginary.Values(), field.Imaginary.Values());
        }
    }
}
