using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>How the projection F (n_0 × C) from the output error to the input is drawn, with a scale κ.</summary>
/// <remarks>
/// The hidden layers' step is proportional to κ, so κ belongs next to every result. In the published runs it is 0.05.
/// [Srinivasan 2024, released code; Dellaferrera 2022]
/// </remarks>
public sealed class ProjectionInitialiser
{
    /// <summary>κ of the published runs, 0.05.</summary>
    public const float PublishedScale = 0.05f;

    private readonly Action<Matrix<float>, float, RandomStream> _fill;

    private ProjectionInitialiser(string name, float scale, Action<Matrix<float>, float, RandomStream> fill)
    {
        Require.FiniteAndNotNegative(scale);
        (Name, Scale, _fill) = (name, scale, fill);
    }

    /// <summary>The name, such as <c>he-uniform</c>.</summary>
    public string Name { get; }

    /// <summary>κ.</summary>
    public float Scale { get; }

    /// <summary>Uniform in ±κ√(6/n_0).</summary>
    /// <param name="scale">κ, finite and at least 0.</param>
    public static ProjectionInitialiser HeUniform(float scale = PublishedScale) =>
        new("he-uniform", scale, static (f, k, stream) => stream.FillUniform(f.Values(), -k * UniformBound(f), k * UniformBound(f)));

    /// <summary>Normal with mean 0 and standard deviation κ√(2/n_0).</summary>
    /// <param name="scale">κ, finite and at least 0.</param>
    public static ProjectionInitialiser HeNormal(float scale = PublishedScale) =>
        new("he-normal", scale, static (f, k, stream) => stream.FillNormal(f.Values(), 0, k * MathF.Sqrt(2f / f.RowCount)));

    /// <summary>Uniform in [0, κ√(6/n_0)): with a positive mean, an option of the released code.</summary>
    /// <param name="scale">κ, finite and at least 0.</param>
    public static ProjectionInitialiser PositiveUniform(float scale = PublishedScale) =>
        new("positive-uniform", scale, static (f, k, stream) => stream.FillUniform(f.Values(), 0, k * UniformBound(f)));

    /// <summary>Draws F.</summary>
    /// <param name="inputSize">n_0, at least 1.</param>
    /// <param name="classCount">C, at least 1.</param>
    /// <param name="stream">Where the numbers come from.</param>
    /// <returns>n_0 × C.</returns>
    public Matrix<float> Draw(int inputSize, int classCount, RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        Matrix<float> projection = Matrix<float>.Build.Dense(inputSize, classCount);
        _fill(projection, Scale, stream);
        return projection;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static float UniformBound(Matrix<float> projection) => MathF.Sqrt(6f / projection.RowCount);
}
