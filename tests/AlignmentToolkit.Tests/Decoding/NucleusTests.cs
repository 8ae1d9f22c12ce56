using AlignmentToolkit.Decoding;
using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests.Decoding;

public class NucleusTests
{
    private static readonly double[] s_masses = [0.05, 0.3, 0.5, 0.9, 0.99, 0.9999];

    [Theory]
    [InlineData(0.1, 1, 1)]
    [InlineData(0.5, 2, 1)]
    [InlineData(0.9, 5, 1)]
    [InlineData(0.99, 7, 5)]
    [InlineData(1.0, 8, 8)]
    public void Counts_of_the_published_rows(double mass, int model, int post)
    {
        Assert.Equal(model, Nucleus.Count(Rows.Model, mass));
        Assert.Equal(post, Nucleus.Count(Rows.Post, mass));
    }

    // Check A2.
    [Theory]
    [InlineData(8, 6000)]
    [InlineData(1000, 3970)]
    [InlineData(151_936, 30)]
    public void Selection_counts_what_a_full_sort_counts(int length, int rows)
    {
        RandomStream stream = RandomStream.From($"nucleus/{length}");
        for (int r = 0; r < rows; r++)
        {
            float[] row = Rows.Random(stream, length);
            SortedReference reference = new(row);
            foreach (double mass in s_masses) Assert.Equal(reference.NucleusCount(mass), Nucleus.Count(row, mass));
        }
    }

    // Check A3.
    [Fact]
    public void A_mass_that_is_reached_exactly_ends_the_nucleus_or_does_not()
    {
        double[] dyadic = [0.5, 0.25, 0.125, 0.125];
        Assert.Equal(2, Nucleus.CountOfProbabilities(dyadic, 0.75));
        Assert.Equal(3, Nucleus.CountOfProbabilities(dyadic, 0.75, NucleusBoundary.Exceeds));
    }

    // Equal logits have weight 1 each, so their sums are exact.
    [Theory]
    [InlineData(4, 0.75, 3, 4)]
    [InlineData(1024, 0.5, 512, 513)]
    [InlineData(65536, 0.25, 16384, 16385)]
    public void The_boundary_holds_for_logits_too(int length, double mass, int atLeast, int exceeds)
    {
        float[] row = new float[length];
        Array.Fill(row, -3.5f);
        Assert.Equal(atLeast, Nucleus.Count(row, mass));
        Assert.Equal(exceeds, Nucleus.Count(row, mass, NucleusBoundary.Exceeds));
    }

    [Fact]
    public void The_whole_mass_takes_every_token_that_is_left()
    {
        float[] row = [0, float.NegativeInfinity, -200, -80, 3];
        Assert.Equal(4, Nucleus.Count(row, 1));
        Assert.Equal(1, Nucleus.Count(row, 0));
    }

    [Fact]
    public void Probabilities_and_logits_give_one_count()
    {
        RandomStream stream = RandomStream.From("nucleus/probabilities");
        for (int r = 0; r < 200; r++)
        {
            float[] row = Rows.Random(stream, 500);
            double[] probabilities = [.. new SortedReference(row).Probabilities];
            foreach (double mass in s_masses) Assert.Equal(Nucleus.Count(row, mass), Nucleus.CountOfProbabilities(probabilities, mass));
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_mass_that_is_no_fraction_is_refused(double mass) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Nucleus.Count(Rows.Model, mass));
}
