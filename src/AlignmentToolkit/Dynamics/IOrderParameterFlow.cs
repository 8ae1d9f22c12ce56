namespace AlignmentToolkit.Dynamics;

/// <summary>The equations of motion of the order parameters under one rule.</summary>
internal interface IOrderParameterFlow
{
    /// <summary>Tolerance of the integrator that is worth its while unless the caller says otherwise.</summary>
    double DefaultTolerance => 1e-8;

    /// <summary>d(state)/dα; the flow does not depend on α itself.</summary>
    void Evaluate(ReadOnlySpan<double> state, Span<double> rate);
}
