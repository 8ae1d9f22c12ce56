using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.CreditAssignment;

/// <summary>How a fixed feedback matrix B_l (n_l × m) is drawn, with m = n_{l+1} for FA and m = C for DFA.</summary>
public sealed class FeedbackInitialiser
{
    private readonly Func<int, int, float> _bound;

    private FeedbackInitialiser(string name, Func<int, int, float> bound)
    {
        Name = name;
        _bound = bound;
    }

    /// <summary>
    /// Uniform in ±√(6/n_l): He-uniform with the fan-in of the forward layer that it replaces [Dellaferrera 2022, released code].
    /// </summary>
    public static FeedbackInitialiser HeUniform { get; } = new("he-uniform", static (size, _) => MathF.Sqrt(6f / size));

    /// <summary>Uniform in ±1/√m, m = C for DFA [the <c>nok</c> option of the same code].</summary>
    public static FeedbackInitialiser InverseRootOfErrors { get; } = new("nok", static (_, errors) => MathF.Sqrt(1f / errors));

    /// <summary>Uniform in ±1/√n_l: entries in ±1 and the projected error divided by √n_l [Refinetti 2021, deep experiments].</summary>
    public static FeedbackInitialiser InverseRootOfUnits { get; } = new("align-then-memorise", static (size, _) => MathF.Sqrt(1f / size));

    /// <summary>The name, such as <c>he-uniform</c>.</summary>
    public string Name { get; }

    /// <summary>Draws B_l.</summary>
    /// <param name="size">n_l, at least 1.</param>
    /// <param name="errors">m, at least 1.</param>
    /// <param name="stream">Where the numbers come from.</param>
    /// <returns>n_l × m.</returns>
    public Matrix<float> Draw(int size, int errors, RandomStream stream)
    {
        Matrix<float> feedback = Matrix<float>.Build.Dense(size, errors);
        Initialiser.Uniform(_bound(size, errors)).Fill(feedback, stream);
        return feedback;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
