using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Dynamics;

public class CubatureNodesTests
{
    [Fact]
    public void Every_coordinate_of_Sobols_sequence_visits_every_interval_once()
    {
        for (int d = 0; d < SobolSequence.Dimensions; d++)
            Assert.Equal(Enumerable.Range(0, 1024), SobolSequence.Coordinate(d, 1024).Select(x => (int)(x >> 22)).Order());
    }

    [Fact]
    public void The_first_two_coordinates_fill_every_box_of_the_size_of_one_point()
    {
        uint[] x = SobolSequence.Coordinate(0, 256), y = SobolSequence.Coordinate(1, 256);

        for (int a = 0; a <= 8; a++)
            Assert.Equal(256, x.Zip(y, (first, second) => ((ulong)first >> (32 - a), (ulong)second >> (24 + a))).Distinct().Count());
    }

    [Fact]
    public void Every_pair_of_coordinates_fills_a_grid_of_boxes_evenly()
    {
        uint[][] points = [.. Enumerable.Range(0, SobolSequence.Dimensions).Select(d => SobolSequence.Coordinate(d, 4096))];

        for (int d = 0; d < points.Length; d++)
            for (int e = 0; e < d; e++)
                Assert.All(
                    points[d].Zip(points[e], (x, y) => (x >> 29, y >> 29)).GroupBy(box => box), box => Assert.Equal(64, box.Count()));
    }

    [Fact]
    public void Averages_of_smooth_functions_are_far_better_than_with_random_points()
    {
        const int dimensions = 6, functions = 40;
        double RootMeanSquareError(int count)
        {
            CubatureNodes nodes = CubatureNodes.Of(dimensions, count, mirrored: false);
            RandomStream stream = RandomStream.From("directions");
            double squares = 0;
            for (int f = 0; f < functions; f++)
            {
                double[] direction = [.. Enumerable.Range(0, dimensions).Select(_ => 2.4 * stream.NextDouble() - 1.2)];
                double[] phase = new double[count];
                for (int d = 0; d < dimensions; d++) NodeArithmetic.AddScaled(phase, direction[d], nodes.Coordinate(d));
                // ⟨cos a·n⟩ = exp(−½ a²).
                double error = phase.Average(Math.Cos) - Math.Exp(-0.5 * direction.Sum(a => a * a));
                squares += error * error / functions;
            }

            return Math.Sqrt(squares);
        }

        // Random points: about 0.7/√n, 1.1e-2 and 2.7e-3.
        Assert.InRange(RootMeanSquareError(1 << 12), 0, 3.5e-3);
        Assert.InRange(RootMeanSquareError(1 << 16), 0, 3.5e-4);
    }

    [Fact]
    public void Second_moments_are_those_of_independent_normal_variables()
    {
        CubatureNodes nodes = CubatureNodes.Of(6, 4096, mirrored: false);
        for (int d = 0; d < 6; d++)
            for (int e = 0; e <= d; e++)
                // Random points would scatter by 1/64 and more.
                Assert.Equal(d == e ? 1 : 0, NodeArithmetic.Dot(nodes.Coordinate(d), nodes.Coordinate(e)) / nodes.Count, 5e-3);
    }

    [Fact]
    public void Mirrored_nodes_average_odd_functions_to_zero()
    {
        CubatureNodes nodes = CubatureNodes.Of(3, 1024, mirrored: true);

        for (int d = 0; d < 3; d++) Assert.Equal(0, nodes.Coordinate(d).ToArray().Sum(x => x * x * x), 1e-10);
    }
}
