using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Attacks;
using AlignmentToolkit.Privacy.Photonic;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Photonic;

/// <summary>Check 7, and the divergences of section 2.4 by another way: the law of all numbers of an update at once.</summary>
public class PhotonicUpdateTests
{
    [Theory, InlineData(4), InlineData(9)]
    public void Drawn_updates_have_the_stated_means_variances_and_row_covariances(int examples)
    {
        const int Draws = 20_000, Outputs = 3, Inputs = 6;
        PhotonicUpdate update = Random("moments", examples, Outputs, Inputs, noise: 1.5);
        NoiseSource noise = NoiseSource.Seeded(RandomStream.From("draws"));
        Matrix<double> mean = Matrix<double>.Build.Dense(Outputs, Inputs);
        Matrix<double>[] products = [.. Enumerable.Range(0, Outputs).Select(_ => Matrix<double>.Build.Dense(Inputs, Inputs))];
        for (int draw = 0; draw < Draws; draw++)
        {
            Matrix<double> centred = update.Draw(noise) - update.Mean;
            mean += centred / Draws;
            for (int j = 0; j < Outputs; j++) products[j] += centred.Row(j).OuterProduct(centred.Row(j)) / Draws;
        }

        // Standard errors: √(v/n) of a mean, √((v_a v_b + c²)/n) of a covariance; five of each, in fewer than 200 numbers.
        for (int j = 0; j < Outputs; j++)
        {
            Matrix<double> covariance = update.RowCovariance(j);
            for (int k = 0; k < Inputs; k++)
            {
                double variance = update.ColumnVariance(k)[j];
                Assert.Equal(covariance[k, k], variance, 1e-12 * variance);
                Assert.Equal(0, mean[j, k], 5 * Math.Sqrt(variance / Draws));
                for (int l = 0; l < Inputs; l++)
                {
                    double error = Math.Sqrt(((covariance[k, k] * covariance[l, l]) + Math.Pow(covariance[k, l], 2)) / Draws);
                    Assert.Equal(covariance[k, l], products[j][k, l], 5 * error);
                }
            }
        }
    }

    [Theory, InlineData(1, 12), InlineData(8, 20), InlineData(20, 20), InlineData(25, 9)]
    public void Row_covariances_have_the_rank_of_the_smaller_of_examples_and_columns(int examples, int inputs) =>
        Assert.Equal(Math.Min(examples, inputs), Random("rank", examples, 3, inputs, noise: 1).RowCovariance(2).Rank());

    // Check 7: whatever the noise, the rows of what was released span the inputs of the mini-batch to rounding.
    [Theory, InlineData(0.01), InlineData(1), InlineData(1e4)]
    public void Noise_of_any_size_leaves_the_span_of_the_inputs_open(double noise)
    {
        PhotonicUpdate update = Random("leak", 8, 30, 20, noise);
        Matrix<double> released = update.Draw(NoiseSource.Seeded(RandomStream.From("released")));
        RowSpace space = RowSpace.OfRows(released), inputs = RowSpace.OfColumns(Activations("leak", 8, 20));
        Assert.Equal(8, space.Dimension);
        Assert.All(space.PrincipalAngles(inputs), angle => Assert.InRange(angle, 0, 1e-12));
    }

    [Fact]
    public void Ratios_of_one_example_s_update_are_those_of_its_input()
    {
        Matrix<double> released = Random("one", 1, 5, 7, noise: 3).Draw(NoiseSource.Seeded(RandomStream.From("one")));
        Matrix<double> h = Activations("one", 1, 7);
        for (int j = 0; j < 5; j++)
            for (int k = 1; k < 7; k++)
                Assert.Equal(h[k, 0] / h[0, 0], released[j, k] / released[j, 0], 1e-12);
    }

    // The covariance of all numbers at once, from the map that takes noise to the update: nothing about rows or columns is assumed.
    [Theory, InlineData(3, 2), InlineData(8, 4), InlineData(4, 4)]
    public void The_joint_divergence_is_that_of_all_numbers_at_once(int examples, int inputs)
    {
        PhotonicUpdate one = Random("first", examples, 3, inputs, noise: 1), other = ReplaceLast("first", "second", examples, 3, inputs);
        Matrix<double> covariance = WholeCovariance(Slopes("first", examples, 3), Activations("first", examples, inputs));
        Matrix<double> otherCovariance = WholeCovariance(
            Replaced(Slopes("first", examples, 3), Slopes("second", 1, 3)),
            Replaced(Activations("first", examples, inputs), Activations("second", 1, inputs)));
        Vector<double> difference = All(one.Mean - other.Mean);
        foreach (double order in new[] { 1.05, 1.2, 2 })
        {
            Matrix<double> mixed = (order * otherCovariance) + ((1 - order) * covariance);
            bool bounded = mixed.Evd(Symmetricity.Symmetric).EigenValues.Real().All(value => value > 0);
            double expected = !bounded ? double.PositiveInfinity : (order / 2 * (difference * mixed.LU().Solve(difference)))
                - ((LogDeterminant(mixed) - ((1 - order) * LogDeterminant(covariance)) - (order * LogDeterminant(otherCovariance)))
                    / (2 * (order - 1)));
            double found = one.CompareWith(other, order).Joint;
            if (bounded) Assert.Equal(expected, found, 1e-7 * Math.Abs(expected));
            else Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Fewer_examples_than_columns_make_neighbours_perfectly_distinguishable_unless_only_signals_differ()
    {
        PhotonicUpdate one = Random("few", 5, 4, 9, noise: 1), other = ReplaceLast("few", "others", 5, 4, 9);
        JointVersusColumns comparison = one.CompareWith(other, 1.05);
        Assert.Equal(double.PositiveInfinity, comparison.Joint);
        Assert.True(double.IsFinite(comparison.SumOfColumns));

        // The same inputs with another signal: both laws live in one space, with equal covariances there.
        PhotonicUpdate label = new(Signals("else", 5, 4), Slopes("few", 5, 4), Activations("few", 5, 9), 1);
        JointVersusColumns onlyLabel = one.CompareWith(label, 1.5);
        Assert.True(double.IsFinite(onlyLabel.Joint));

        // Then the divergence of all rows is α/(2σ²) times the squared distance of the signals: a bijection of p, as long as m ≤ n′.
        double distance = (Signals("else", 5, 4) - Signals("few", 5, 4)).FrobeniusNorm();
        Assert.Equal(1.5 / 2 * Math.Pow(distance, 2), onlyLabel.Joint, 1e-9);
    }

    [Fact]
    public void With_more_examples_than_columns_the_whole_still_tells_more_than_its_columns()
    {
        int larger = 0;
        const int Trials = 20;
        for (int trial = 0; trial < Trials; trial++)
        {
            PhotonicUpdate one = Random($"t{trial}", 8, 4, 4, noise: 1), other = ReplaceLast($"t{trial}", $"u{trial}", 8, 4, 4);
            if (one.CompareWith(other, 2).Ratio > 1) larger++;
        }

        // Section 2.4: in 85 to 100 per cent of random draws. Of 20 draws at 85 per cent, 11 or fewer come with probability 10⁻³.
        Assert.InRange(larger, 12, Trials);
    }

    [Fact]
    public void An_update_compared_with_itself_diverges_by_nothing()
    {
        PhotonicUpdate update = Random("self", 6, 3, 4, noise: 1);
        JointVersusColumns comparison = update.CompareWith(update, 3);
        Assert.Equal(0, comparison.Joint, 1e-10);
        Assert.Equal(0, comparison.SumOfColumns, 1e-10);
    }

    [Fact]
    public void Sizes_and_parameters_that_do_not_fit_are_refused_by_name()
    {
        Matrix<double> u = Signals("s", 3, 4), h = Activations("s", 3, 5);
        Assert.Throws<ArgumentException>("activations", () => new PhotonicUpdate(u, Slopes("s", 2, 4), h, 1));
        Assert.Throws<ArgumentException>("activations", () => new PhotonicUpdate(u, Slopes("s", 3, 4), Activations("s", 4, 5), 1));
        Assert.Throws<ArgumentOutOfRangeException>("noise", () => new PhotonicUpdate(u, Slopes("s", 3, 4), h, -1));
        PhotonicUpdate update = new(u, Slopes("s", 3, 4), h, 1);
        Assert.Throws<ArgumentOutOfRangeException>("order", () => update.CompareWith(update, 1));
        Assert.Throws<ArgumentException>("other", () => update.CompareWith(Random("s", 3, 4, 6, 1), 2));
    }

    private static PhotonicUpdate Random(string seed, int examples, int outputs, int inputs, double noise) =>
        new(Signals(seed, examples, outputs), Slopes(seed, examples, outputs), Activations(seed, examples, inputs), noise);

    private static PhotonicUpdate ReplaceLast(string seed, string replacement, int examples, int outputs, int inputs) => new(
        Replaced(Signals(seed, examples, outputs), Signals(replacement, 1, outputs)),
        Replaced(Slopes(seed, examples, outputs), Slopes(replacement, 1, outputs)),
        Replaced(Activations(seed, examples, inputs), Activations(replacement, 1, inputs)),
        1);

    private static Matrix<double> Replaced(Matrix<double> matrix, Matrix<double> last)
    {
        matrix.SetColumn(matrix.ColumnCount - 1, last.Column(0));
        return matrix;
    }

    private static Matrix<double> Signals(string seed, int examples, int outputs)
    {
        RandomStream stream = RandomStream.From(seed + "/u");
        Matrix<double> signals = Matrix<double>.Build.Dense(outputs, examples, (_, _) => stream.NextNormal());
        return signals.NormalizeColumns(2);
    }

    private static Matrix<double> Slopes(string seed, int examples, int outputs)
    {
        RandomStream stream = RandomStream.From(seed + "/d");
        return Matrix<double>.Build.Dense(outputs, examples, (_, _) => 0.5 + (0.5 * stream.NextDouble()));
    }

    private static Matrix<double> Activations(string seed, int examples, int inputs)
    {
        RandomStream stream = RandomStream.From(seed + "/h");
        return Matrix<double>.Build.Dense(inputs, examples, (_, _) => (0.5 + (0.5 * stream.NextDouble())) / Math.Sqrt(inputs));
    }

    // ΔW is linear in the noise: g_ij alone adds d_ij h_i/m to row j, which is one column of the map from all noise to all numbers.
    private static Matrix<double> WholeCovariance(Matrix<double> slopes, Matrix<double> activations)
    {
        (int examples, int outputs, int inputs) = (slopes.ColumnCount, slopes.RowCount, activations.RowCount);
        Matrix<double> map = Matrix<double>.Build.Dense(outputs * inputs, outputs * examples);
        for (int i = 0; i < examples; i++)
            for (int j = 0; j < outputs; j++)
                for (int k = 0; k < inputs; k++)
                    map[j + (k * outputs), j + (i * outputs)] = slopes[j, i] * activations[k, i] / examples;
        return map.TransposeAndMultiply(map);
    }

    private static Vector<double> All(Matrix<double> matrix) => Vector<double>.Build.DenseOfArray(matrix.ToColumnMajorArray());

    private static double LogDeterminant(Matrix<double> matrix) =>
        matrix.Evd(Symmetricity.Symmetric).EigenValues.Real().Sum(Math.Log);
}
