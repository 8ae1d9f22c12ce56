namespace AlignmentToolkit.Dynamics;

/// <summary>The equations of motion of the order parameters under one rule.</summary>
internal interface IOrderParameterFlow
{
    /// <summary>d(state)/dα; the flow does not depend on α itself.</summary>
    void Evaluate(ReadOnlySpan<double> state, Span<double> rate);
}
