namespace AlignmentToolkit.Privacy.Photonic;

/// <summary>What reaches a unit whose activation was clipped.</summary>
public enum SaturatedUnits
{
    /// <summary>The signal, as if nothing had been clipped: the derivative is that of the activation function alone.</summary>
    Learn,

    /// <summary>
    /// Nothing: the derivative of a clipped number is 0. That takes the unit's noise away too, so no lower bound on the noise is left.
    /// </summary>
    Rest,
}
