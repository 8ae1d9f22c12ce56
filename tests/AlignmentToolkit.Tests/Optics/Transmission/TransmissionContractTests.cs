using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Transmission;
using AlignmentToolkit.Tests.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Optics.Transmission;

/// <summary>What holds for every kind of matrix.</summary>
public class TransmissionContractTests
{
    public static TheoryData<string> Kinds => ["stored", "implicit", "circulant", "hadamard"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sizes_and_variances_out_of_range_are_refused_by_name(string kind)
    {
        Assert.Equal("inputSize", Assert.Throws<ArgumentOutOfRangeException>(() => Draw(kind, 0, 3, 1)).ParamName);
        Assert.Equal("outputSize", Assert.Throws<ArgumentOutOfRangeException>(() => Draw(kind, 3, -1, 1)).ParamName);
        foreach (double variance in (double[])[-1, double.NaN, double.PositiveInfinity])
            Assert.Equal("entryVariance", Assert.Throws<ArgumentOutOfRangeException>(() => Draw(kind, 3, 3, variance)).ParamName);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Batches_and_fields_of_another_shape_are_refused_by_name(string kind)
    {
        ITransmissionMatrix transmission = Draw(kind, 5, 7, 1);
        Assert.Equal((5, 7, 1.0), (transmission.InputSize, transmission.OutputSize, transmission.EntryVariance));
        Matrix<float> inputs = Matrix<float>.Build.Dense(5, 2);
        Assert.Throws<ArgumentException>("inputs", () => transmission.Propagate(Matrix<float>.Build.Dense(4, 2), new OpticalField(7, 2)));
        Assert.Throws<ArgumentException>("field", () => transmission.Propagate(inputs, new OpticalField(6, 2)));
        Assert.Throws<ArgumentException>("field", () => transmission.Propagate(inputs, new OpticalField(7, 3)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_variance_of_zero_is_darkness(string kind)
    {
        OpticalField field = new(7, 2);
        Draw(kind, 5, 7, 0).Propagate(Matrix<float>.Build.Dense(5, 2, 1), field);
        Assert.All(field.Real.Enumerate().Concat(field.Imaginary.Enumerate()), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_stream_draws_the_same_matrix_and_loses_nothing(string kind)
    {
        RandomStream stream = RandomStream.From("contract");
        stream.NextUInt32();
        OpticalField first = Field(Draw(kind, 33, 70, 1, stream)), second = Field(Draw(kind, 33, 70, 1));
        Assert.Equal(first.Real, second.Real);
        Assert.Equal(first.Imaginary, second.Imaginary);
        Assert.Equal(1ul, stream.Position);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_repeated_propagation_allocates_nothing(string kind)
    {
        ITransmissionMatrix transmission = Draw(kind, 100, 150, 1);
        Matrix<float> inputs = Matrix<float>.Build.Dense(100, 3, 1);
        OpticalField field = new(150, 3);
        Assert.Equal(0, Allocations.PerCall(() => transmission.Propagate(inputs, field)));
    }

    [Fact]
    public void Entries_of_the_stored_and_the_implicit_matrix_are_equal_to_the_last_bit()
    {
        RandomStream stream = RandomStream.From("entries");
        StoredTransmission stored = StoredTransmission.Draw(70, 50, stream, 2);
        ImplicitTransmission transmission = ImplicitTransmission.Draw(70, 50, stream, 2);
        for (int j = 0; j < 50; j++)
        {
            for (int k = 0; k < 70; k++) Assert.Equal(stored.Entry(j, k), transmission.Entry(j, k));
        }

        Assert.Throws<ArgumentOutOfRangeException>("row", () => transmission.Entry(50, 0));
        Assert.Throws<ArgumentOutOfRangeException>("column", () => transmission.Entry(0, 70));
    }

    [Fact]
    public void A_larger_matrix_of_the_same_stream_begins_with_the_smaller_one()
    {
        RandomStream stream = RandomStream.From("nested");
        StoredTransmission small = StoredTransmission.Draw(9, 21, stream), large = StoredTransmission.Draw(30, 100, stream);
        Assert.Equal(small.Real, large.Real.SubMatrix(0, 21, 0, 9));
        Assert.Equal(small.Imaginary, large.Imaginary.SubMatrix(0, 21, 0, 9));
    }

    [Fact]
    public void A_known_matrix_is_kept_and_its_variance_measured()
    {
        Matrix<float> real = Matrix<float>.Build.DenseOfArray(new float[,] { { 1, 2 }, { 0, -1 } });
        Matrix<float> imaginary = Matrix<float>.Build.DenseOfArray(new float[,] { { 0, 1 }, { 3, 0 } });
        StoredTransmission transmission = new(real, imaginary);
        Assert.Equal(4, transmission.EntryVariance);
        OpticalField field = new(2, 1);
        transmission.Propagate(Matrix<float>.Build.DenseOfArray(new float[,] { { 1 }, { 1 } }), field);
        Assert.Equal([3, -1], field.Real.Column(0));
        Assert.Equal([1, 3], field.Imaginary.Column(0));
        Matrix<float> intensities = Matrix<float>.Build.Dense(2, 1);
        field.IntensitiesInto(intensities);
        Assert.Equal([10, 10], intensities.Column(0));
    }

    private static ITransmissionMatrix Draw(string kind, int inputs, int outputs, double variance, RandomStream? stream = null)
    {
        stream ??= RandomStream.From("contract");
        return kind switch
        {
            "stored" => StoredTransmission.Draw(inputs, outputs, stream, variance),
            "implicit" => ImplicitTransmission.Draw(inputs, outputs, stream, variance),
            "circulant" => CirculantTransmission.Draw(inputs, outputs, stream, variance),
            _ => HadamardTransmission.Draw(inputs, outputs, stream, variance),
        };
    }

    private static OpticalField Field(ITransmissionMatrix transmission)
    {
        OpticalField field = new(transmission.OutputSize, 3);
        transmission.Propagate(RandomStream.From("contract/inputs").UniformMatrix(transmission.InputSize, 3), field);
        return field;
    }
}
