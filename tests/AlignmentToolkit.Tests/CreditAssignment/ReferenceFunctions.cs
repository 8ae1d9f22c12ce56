using AlignmentToolkit.Networks;

using MathNet.Numerics;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>Each activation of the library with its textbook formula and slope in double precision.</summary>
internal static class ReferenceFunctions
{
    public static (ReferenceRules.Function Value, ReferenceRules.Function Slope) Of(Activation activation) => activation.Name switch
    {
        "relu" => (a => Math.Max(a, 0), a => a > 0 ? 1 : 0),
        "tanh" => (Math.Tanh, a => 1 / (Math.Cosh(a) * Math.Cosh(a))),
        "sigmoid" => (a => 1 / (1 + Math.Exp(-a)), a => Math.Exp(-a) / ((1 + Math.Exp(-a)) * (1 + Math.Exp(-a)))),
        "erf" => (a => SpecialFunctions.Erf(a / Math.Sqrt(2)), a => Math.Sqrt(2 / Math.PI) * Math.Exp(-a * a / 2)),
        "identity" => (a => a, _ => 1),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation.Name, "No formula is known."),
    };

    public static IReadOnlyList<Activation> All =>
        [Activation.Relu, Activation.Tanh, Activation.Sigmoid, Activation.Erf, Activation.Identity];
}
