using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Transmission;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Transmission;

public class StructuredTransmissionTests
{
    // Single precision, sums of at most 64 numbers of size 1 and a dozen roundings on each way: far above 2⁻²⁴ · 64, far below an entry.
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData(64, 64)]
    [InlineData(50, 64)]
    [InlineData(33, 20)]
    [InlineData(50, 200)]
    [InlineData(1, 3)]
    public void A_circulant_matrix_repeats_one_column_turned_and_with_signs(int inputs, int outputs)
    {
        int size = Math.Max(2, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)inputs));
        OpticalField matrix = Matrix(CirculantTransmission.Draw(inputs, outputs, RandomStream.From("circulant")), inputs);
        for (int first = 0; first < outputs; first += size)
        {
            int rows = Math.Min(size, outputs - first);
            for (int k = 0; k < inputs; k++)
            {
                // Along a diagonal all is equal up to one sign for the whole column.
                int sign = 0;
                for (int j = 0; j < rows; j++)
                {
                    int origin = (j - k + size) % size;
                    if (origin >= rows) continue;
                    foreach (Matrix<float> part in (Matrix<float>[])[matrix.Real, matrix.Imaginary])
                    {
                        float here = part[first + j, k], there = part[first + origin, 0];
                        Assert.Equal(Math.Abs(there), Math.Abs(here), Tolerance);
                        if (Math.Abs(there) < 0.1) continue;
                        int found = Math.Sign(here * there);
                        Assert.True(sign == 0 || sign == found);
                        sign = found;
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(50)]
    public void Blocks_of_a_hadamard_matrix_are_orthogonal_in_each_part_and_differ(int inputs)
    {
        const int size = 64;
        const double variance = 0.8;
        OpticalField matrix = Matrix(HadamardTransmission.Draw(inputs, 3 * size, RandomStream.From("hadamard"), variance), inputs);
        List<Matrix<float>> blocks = [];
        foreach (Matrix<float> part in (Matrix<float>[])[matrix.Real, matrix.Imaginary])
        {
            for (int block = 0; block < 3; block++)
            {
                Matrix<float> rows = part.SubMatrix(block * size, size, 0, inputs);
                Matrix<float> expected = Matrix<float>.Build.DenseIdentity(inputs) * (float)(size * variance / 2);
                Assert.True((rows.TransposeThisAndMultiply(rows) - expected).FrobeniusNorm() < Tolerance * size);
                Assert.All(blocks, other => Assert.True((other - rows).FrobeniusNorm() > 1));
                blocks.Add(rows);
            }
        }
    }

    public static TheoryData<string, int, int, int> Kinds => new()
    {
        { "circulant", 37, 20, 3 },
        { "circulant", 37, 150, 1 },
        { "circulant", 300, 300, 4 },
        { "hadamard", 37, 20, 3 },
        { "hadamard", 37, 150, 1 },
        { "hadamard", 300, 300, 4 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_batch_is_the_product_with_the_matrix_of_unit_vectors(string kind, int inputs, int outputs, int batch)
    {
        ITransmissionMatrix transmission = Draw(kind, inputs, outputs, RandomStream.From("structured"));
        OpticalField matrix = Matrix(transmission, inputs), field = new(outputs, batch);
        Matrix<float> x = RandomStream.From("structured/inputs").UniformMatrix(inputs, batch, -1, 1);
        transmission.Propagate(x, field);
        Assert.True((field.Real - (matrix.Real * x)).FrobeniusNorm() < Tolerance * field.Real.FrobeniusNorm());
        Assert.True((field.Imaginary - (matrix.Imaginary * x)).FrobeniusNorm() < Tolerance * field.Imaginary.FrobeniusNorm());
    }

    [Theory]
    [InlineData("circulant")]
    [InlineData("hadamard")]
    public void Entries_have_the_variance_asked_for_and_streams_give_different_matrices(string kind)
    {
        const int size = 128;
        double sum = 0;
        OpticalField? last = null;
        for (int i = 0; i < 20; i++)
        {
            OpticalField matrix = Matrix(Draw(kind, size, size, RandomStream.From("variance").Child(i), 3), size);
            sum += matrix.Real.PointwisePower(2).RowSums().Sum() + matrix.Imaginary.PointwisePower(2).RowSums().Sum();
            if (last is not null) Assert.True((matrix.Real - last.Real).FrobeniusNorm() > 1);
            last = matrix;
        }

        // At least 20 · 128 independent numbers of relative variance 1: five standard errors of their mean.
        Assert.Equal(3, sum / (20 * size * size), 3 * 5 / Math.Sqrt(20 * size));
    }

    private static ITransmissionMatrix Draw(string kind, int inputs, int outputs, RandomStream stream, double variance = 1) =>
        kind == "circulant"
            ? CirculantTransmission.Draw(inputs, outputs, stream, variance)
            : HadamardTransmission.Draw(inputs, outputs, stream, variance);

    private static OpticalField Matrix(ITransmissionMatrix transmission, int inputs)
    {
        OpticalField field = new(transmission.OutputSize, inputs);
        transmission.Propagate(Matrix<float>.Build.DenseIdentity(inputs), field);
        return field;
    }
}
