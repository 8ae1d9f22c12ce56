using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Networks;

/// <summary>How the entries of a weight matrix are drawn before training.</summary>
public sealed class Initialiser
{
    private readonly Action<Matrix<float>, int, int, RandomStream> _fill;

    private Initialiser(string name, Action<Matrix<float>, int, int, RandomStream> fill)
    {
        Name = name;
        _fill = fill;
    }

    private delegate float Scale(int fanIn, int fanOut);

    /// <summary>Uniform in [−√(6/n_in), √(6/n_in)): variance 2/n_in, which keeps the scale of ReLU layers [He 2015].</summary>
    public static Initialiser HeUniform { get; } = OfUniform("he-uniform", static (fanIn, _) => MathF.Sqrt(6f / fanIn));

    /// <summary>Normal with variance 2/n_in [He 2015].</summary>
    public static Initialiser HeNormal { get; } = OfNormal("he-normal", static (fanIn, _) => MathF.Sqrt(2f / fanIn));

    /// <summary>Uniform in [−√(6/(n_in + n_out)), √(6/(n_in + n_out))): variance 2/(n_in + n_out) [Glorot 2010].</summary>
    public static Initialiser XavierUniform { get; } = OfUniform(
        "xavier-uniform", static (fanIn, fanOut) => MathF.Sqrt(6f / (fanIn + fanOut)));

    /// <summary>Normal with variance 2/(n_in + n_out) [Glorot 2010].</summary>
    public static Initialiser XavierNormal { get; } = OfNormal(
        "xavier-normal", static (fanIn, fanOut) => MathF.Sqrt(2f / (fanIn + fanOut)));

    /// <summary>Normal with variance 1/n_in, which keeps the scale of linear layers.</summary>
    public static Initialiser FanInNormal { get; } = OfNormal("fan-in-normal", static (fanIn, _) => MathF.Sqrt(1f / fanIn));

    /// <summary>Uniform in [−1/√n_in, 1/√n_in): variance 1/(3n_in), the default of PyTorch's linear layers.</summary>
    public static Initialiser FanInUniform { get; } = OfUniform("fan-in-uniform", static (fanIn, _) => MathF.Sqrt(1f / fanIn));

    /// <summary>Normal with variance 1/n_out.</summary>
    public static Initialiser FanOutNormal { get; } = OfNormal("fan-out-normal", static (_, fanOut) => MathF.Sqrt(1f / fanOut));

    /// <summary>All entries 0, from which feedback alignment starts but backpropagation through hidden layers does not.</summary>
    public static Initialiser Zeros { get; } = new("zeros", static (matrix, _, _, _) => matrix.Clear());

    /// <summary>The name, such as <c>he-uniform</c>.</summary>
    public string Name { get; }

    /// <summary>Uniform in [−bound, bound), whatever the size of the layer.</summary>
    /// <param name="bound">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative or not finite.</exception>
    public static Initialiser Uniform(float bound)
    {
        Require.FiniteAndNotNegative(bound);
        return OfUniform("uniform", (_, _) => bound);
    }

    /// <summary>Normal with mean 0, whatever the size of the layer.</summary>
    /// <param name="standardDeviation">Finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or not finite.</exception>
    public static Initialiser Normal(float standardDeviation)
    {
        Require.FiniteAndNotNegative(standardDeviation);
        return OfNormal("normal", (_, _) => standardDeviation);
    }

    /// <summary>Draws all entries of a weight matrix (n_out × n_in).</summary>
    /// <param name="weights">The matrix, overwritten.</param>
    /// <param name="stream">Where the numbers come from; one draw an entry, column by column.</param>
    public void Fill(Matrix<float> weights, RandomStream stream) => Fill(weights, weights.ColumnCount, weights.RowCount, stream);

    /// <summary>Draws all entries of a matrix that stands for a layer of given fan-in and fan-out.</summary>
    /// <param name="matrix">The matrix, overwritten.</param>
    /// <param name="fanIn">n_in, at least 1.</param>
    /// <param name="fanOut">n_out, at least 1.</param>
    /// <param name="stream">Where the numbers come from; one draw an entry, column by column.</param>
    public void Fill(Matrix<float> matrix, int fanIn, int fanOut, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        _fill(matrix, fanIn, fanOut, stream);
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static Initialiser OfUniform(string name, Scale boundOf) => new(name, (matrix, fanIn, fanOut, stream) =>
    {
        float bound = boundOf(fanIn, fanOut);
        stream.FillUniform(matrix.Values(), -bound, bound);
    });

    private static Initialiser OfNormal(string name, Scale deviationOf) => new(name, (matrix, fanIn, fanOut, stream) =>
        stream.FillNormal(matrix.Values(), 0, deviationOf(fanIn, fanOut)));
}
