namespace AlignmentToolkit.Dynamics;

/// <summary>How a student learned: order parameters, generalisation error and alignment at a list of times.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Times">α = steps/N, ascending.</param>
/// <param name="GeneralisationError">ε_g at every time.</param>
/// <param name="AlignmentCosine">Cosine between readout and the feedback that the rule used at every time; 1 for backpropagation, NaN while
/// one of them is zero.</param>
/// <param name="States">Order parameters at every time.</param>
public sealed record LearningCurve(
    string Rule,
    double[] Times,
    double[] GeneralisationError,
    double[] AlignmentCosine,
    IReadOnlyList<OrderParameters> States)
{
    /// <summary>One number at every time, such as <c>curve.Select(s => s.Readout[0, 1])</c>.</summary>
    /// <param name="quantity">What to read off the order parameters.</param>
    /// <returns>One value a time.</returns>
    public double[] Select(Func<OrderParameters, double> quantity) => [.. States.Select(quantity)];

    /// <summary>Rule, number of times and last error.</summary>
    public override string ToString() =>
        Times.Length == 0
            ? $"{Rule}: no times"
            : FormattableString.Invariant($"{Rule}: ε_g = {GeneralisationError[^1]:e4} at α = {Times[^1]:g6} ({Times.Length} times)");
}
