using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Randomness;

using CsCheck;

using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

using Xunit;

namespace AlignmentToolkit.Tests.Numerics;

public class RandomStreamTests
{
    [Fact]
    public void Word_i_is_word_i_mod_4_of_the_block_of_counter_i_over_4_under_a_key_hashed_from_the_name()
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes("forward-learning/seed-7/init"));
        ulong key = BinaryPrimitives.ReadUInt64LittleEndian(hash), upper = BinaryPrimitives.ReadUInt64LittleEndian(hash.AsSpan(8));
        RandomStream stream = RandomStream.From("forward-learning/seed-7").Child("init");
        Assert.Equal(ReferencePhilox.Words(key, upper, 0, 50), Draw(200, stream.NextUInt32));
    }

    [Fact]
    public void A_stream_prints_as_its_name_and_the_name_draws_it_again()
    {
        RandomStream stream = RandomStream.From("a").Child("b").Child(-3);
        Assert.Equal("a/b/-3", stream.ToString());
        Assert.Equal(Draw(10, stream.NextUInt64), Draw(10, RandomStream.From(stream.ToString()).NextUInt64));
    }

    [Fact]
    public void A_child_does_not_depend_on_what_its_parent_has_drawn()
    {
        RandomStream parent = RandomStream.From("parent");
        ulong before = parent.Child(1).NextUInt64();
        parent.FillNormal(new float[17]);
        Assert.Equal(before, parent.Child(1).NextUInt64());
    }

    [Fact]
    public void Parent_and_children_are_uncorrelated()
    {
        const int count = 100_000;
        RandomStream parent = RandomStream.From("parent");
        RandomStream[] family = [parent, parent.Child(0), parent.Child(1), parent.Child("0").Child("0"), RandomStream.From("parenu")];
        double[][] draws = [.. family.Select(stream => Filled(count, (double[] x) => stream.FillNormal(x)))];
        for (int i = 0; i < draws.Length; i++)
        {
            // A sample correlation of independent numbers has standard deviation 1/√n.
            for (int j = 0; j < i; j++) Assert.InRange(Math.Abs(Correlation.Pearson(draws[i], draws[j])), 0, 5 / Math.Sqrt(count));
        }
    }

    [Fact]
    public void A_fill_equals_single_draws_at_any_split_and_after_any_other_draw() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9], Gen.Int[0, 200].Array[1, 6]).Sample((kind, before, lengths) =>
        {
            RandomStream single = Started(before), split = Started(before), whole = Started(before);
            int total = lengths.Sum();
            double[] expected = [.. Enumerable.Range(0, total).Select(_ => NextOf(kind, single))];
            Assert.Equal(expected, lengths.SelectMany(length => FillOf(kind, split, length)));
            Assert.Equal(expected, FillOf(kind, whole, total));
            Assert.Equal((single.Position, single.Position), (split.Position, whole.Position));
            Assert.Equal((single.NextUInt32(), NextOf(kind, single)), (split.NextUInt32(), NextOf(kind, split)));
        }, iter: 300);

    [Fact]
    public void Every_register_width_gives_the_same_bits()
    {
        Check(new RawWords());
        Check(new UniformSingle(-2, 3));
        Check(new UniformDouble(-2, 3));
        Check(new NormalSingle(1, 3));
        Check(new NormalDouble(1, 3));

        static void Check<TTransform>(TTransform transform)
            where TTransform : struct, IWordTransform
        {
            uint[] narrow = new uint[100_003], middle = new uint[narrow.Length], wide = new uint[narrow.Length];
            var key = new PhiloxKey(11, 12);
            PaneFill.FillHere<TTransform, WordLanes128, Vector128<uint>>(narrow, key, 37, transform);
            PaneFill.FillHere<TTransform, WordLanes256, Vector256<uint>>(middle, key, 37, transform);
            PaneFill.FillHere<TTransform, WordLanes512, Vector512<uint>>(wide, key, 37, transform);
            Assert.Equal(narrow, middle);
            Assert.Equal(narrow, wide);
        }
    }

    [Fact]
    public void A_position_can_be_returned_to() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 300], Gen.Int[1, 300]).Sample((kind, before, count) =>
        {
            RandomStream stream = Started(7);
            FillOf(kind, stream, before);
            stream.Position = stream.Position; // A half used pair is forgotten by setting the position.
            ulong position = stream.Position;
            double[] first = FillOf(kind, stream, count);
            stream.Position = position;
            Assert.Equal(first, FillOf(kind, stream, count));
        }, iter: 200);

    [Fact]
    public void Half_a_pair_of_normals_is_not_shared_with_another_kind_of_draw()
    {
        // Words 0 and 1 make the pair; a uniform number after its first half must come from word 2.
        RandomStream stream = RandomStream.From("pair"), words = RandomStream.From("pair");
        stream.NextNormalSingle();
        Assert.Equal(2UL, stream.Position);
        Assert.Equal(Draw(3, words.NextUInt32)[2], stream.NextUInt32());
        stream.Position = 0;
        stream.NextNormal();
        Assert.Equal(4UL, stream.Position);
    }

    [Fact]
    public void A_complex_normal_is_a_pair_of_normals_scaled_to_half_the_variance_each()
    {
        var complex = new Complex[500];
        var parts = new double[1000];
        RandomStream.From("complex").FillComplexNormal(complex, 3);
        RandomStream.From("complex").FillNormal(parts, 0, 3 / Math.Sqrt(2));
        Assert.Equal(parts, complex.SelectMany(z => new[] { z.Real, z.Imaginary }));

        var singles = new Complex32[500];
        var singleParts = new float[1000];
        Assert.Equal(8, Unsafe.SizeOf<Complex32>());
        RandomStream.From("complex").FillComplexNormal(singles, 3);
        RandomStream.From("complex").FillNormal(singleParts, 0, 3 / MathF.Sqrt(2));
        Assert.Equal(singleParts, singles.SelectMany(z => new[] { z.Real, z.Imaginary }));
    }

    [Fact]
    public void Matrices_are_filled_column_by_column()
    {
        float[] normals = Filled(21, (float[] x) => RandomStream.From("m").FillNormal(x, 0, 0.5f));
        Assert.Equal(normals, RandomStream.From("m").NormalMatrix(3, 7, 0.5f).ToColumnMajorArray());
        Assert.Equal(normals, RandomStream.From("m").NormalVector(21, 0.5f).ToArray());
        float[] uniforms = Filled(21, (float[] x) => RandomStream.From("m").FillUniform(x, -1, 2));
        Assert.Equal(uniforms, RandomStream.From("m").UniformMatrix(3, 7, -1, 2).ToColumnMajorArray());
        Matrix<double> doubles = Matrix<double>.Build.Dense(3, 7);
        RandomStream.From("m").FillNormal(doubles, 1, 2);
        Assert.Equal(Filled(21, (double[] x) => RandomStream.From("m").FillNormal(x, 1, 2)), doubles.ToColumnMajorArray());
    }

    [Fact]
    public void Only_dense_matrices_can_be_filled()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => RandomStream.From("m").FillNormal(Matrix<float>.Build.Sparse(2, 2)));
        Assert.Contains("SparseMatrix", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_out_of_range_are_named()
    {
        RandomStream stream = RandomStream.From("x");
        Assert.Throws<ArgumentException>("name", () => RandomStream.From(""));
        Assert.Throws<ArgumentException>("name", () => stream.Child(""));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => stream.FillUniform(new float[1], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => stream.FillUniform(new double[1], double.MinValue, double.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("high", () => stream.FillUniform(new float[1], float.MinValue, float.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("low", () => stream.FillUniform(new double[1], double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("standardDeviation", () => stream.FillNormal(new float[1], 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>("standardDeviation", () => stream.FillComplexNormal(new Complex[1], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("mean", () => stream.FillNormal(new double[1], double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => stream.NormalMatrix(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => stream.UniformMatrix(1, 0));
        Assert.Equal(0UL, stream.Position);
    }

    [Fact]
    public void Fills_allocate_nothing()
    {
        RandomStream stream = RandomStream.From("allocation");
        var singles = new float[200_001];
        var doubles = new double[200_001];
        var complex = new Complex[1000];
        var order = new int[1000];
        Assert.Equal(0, Allocations.PerCall(FillAll));

        void FillAll()
        {
            stream.FillUniform(singles);
            stream.FillNormal(singles);
            stream.FillUniform(doubles);
            stream.FillNormal(doubles);
            stream.FillComplexNormal(complex);
            stream.FillPermutation(order);
            stream.NextNormal();
            stream.NextNormalSingle();
        }
    }

    private static RandomStream Started(int draws)
    {
        RandomStream stream = RandomStream.From("started");
        for (int i = 0; i < draws; i++) stream.NextUInt32();
        return stream;
    }

    private static double NextOf(int kind, RandomStream stream) => kind switch
    {
        0 => stream.NextSingle(),
        1 => stream.NextDouble(),
        2 => stream.NextNormalSingle(),
        _ => stream.NextNormal(),
    };

    private static double[] FillOf(int kind, RandomStream stream, int count) => kind switch
    {
        0 => [.. Filled(count, (float[] x) => stream.FillUniform(x))],
        1 => Filled(count, (double[] x) => stream.FillUniform(x)),
        2 => [.. Filled(count, (float[] x) => stream.FillNormal(x))],
        _ => Filled(count, (double[] x) => stream.FillNormal(x)),
    };

    private static T[] Filled<T>(int count, Action<T[]> fill)
    {
        var values = new T[count];
        fill(values);
        return values;
    }

    private static T[] Draw<T>(int count, Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
