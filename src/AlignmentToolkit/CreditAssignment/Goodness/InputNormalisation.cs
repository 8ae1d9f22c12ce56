namespace AlignmentToolkit.CreditAssignment.Goodness;

/// <summary>
/// How each example is normalised before it enters a layer, the first one included: no layer can read the goodness of the one below.
/// </summary>
public enum InputNormalisation
{
    /// <summary>z ← z/(‖z‖₂ + 10⁻⁴): unit length [Hinton 2022].</summary>
    PerExampleLength,

    /// <summary>z ← z/(√(mean of z²) + 10⁻⁸): unit root mean square, as in loeweX/Forward-Forward.</summary>
    PerExampleRootMeanSquare,
}

internal static class InputNormalisations
{
    /// <summary>The factor that normalises an example.</summary>
    /// <param name="normalisation">Which.</param>
    /// <param name="squares">Σ z².</param>
    /// <param name="size">The example's length.</param>
    public static float Factor(this InputNormalisation normalisation, float squares, int size) =>
        normalisation == InputNormalisation.PerExampleLength ? 1 / (MathF.Sqrt(squares) + 1e-4f) : 1 / (MathF.Sqrt(squares / size) + 1e-8f);
}
