using AlignmentToolkit.Dynamics;

using MathNet.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

public class VectorErfTests
{
    private static readonly double[] Points = [.. Enumerable.Range(-12_000, 24_001).Select(i => 1.01e-3 * i)];

    [Fact]
    public void Values_and_slopes_are_those_of_the_scalar_functions_to_1e_minus_14()
    {
        double[] values = new double[Points.Length], slopes = new double[Points.Length];

        VectorErf.Evaluate(Points, values, slopes);

        for (int i = 0; i < Points.Length; i++)
        {
            Assert.Equal(SpecialFunctions.Erf(Points[i] / Math.Sqrt(2)), values[i], 1e-14);
            Assert.Equal(Math.Sqrt(2 / Math.PI) * Math.Exp(-0.5 * Points[i] * Points[i]), slopes[i], 1e-14);
        }
    }

    [Fact]
    public void Every_length_gives_the_same_numbers_with_and_without_slopes()
    {
        double[] all = new double[Points.Length], slopes = new double[Points.Length];
        VectorErf.Evaluate(Points, all, slopes);

        for (int length = 0; length <= 40; length++)
        {
            double[] values = new double[length];
            VectorErf.Evaluate(Points.AsSpan(11_990, length), values, []);
            Assert.Equal(all[11_990..(11_990 + length)], values);
        }
    }

    [Fact]
    public void Infinite_fields_saturate_and_a_field_that_is_no_number_stays_none()
    {
        double[] values = new double[3], slopes = new double[3];

        VectorErf.Evaluate([double.PositiveInfinity, double.NegativeInfinity, double.NaN], values, slopes);

        Assert.Equal([1, -1, double.NaN], values);
        Assert.InRange(slopes[0], 0, 1e-17);
    }
}
