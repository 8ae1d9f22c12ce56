namespace AlignmentToolkit.CreditAssignment;

/// <summary>Which of the published variants of <see cref="Pepita"/>.</summary>
public sealed record PepitaOptions
{
    /// <summary>Sign of the modulation and error of the last layer. Default <see cref="PepitaConvention.InputMinusError"/>.</summary>
    public PepitaConvention Convention { get; init; } = PepitaConvention.InputMinusError;

    /// <summary>Presynaptic factor of every update. Default <see cref="PresynapticActivity.Modulated"/>.</summary>
    public PresynapticActivity Presynaptic { get; init; } = PresynapticActivity.Modulated;

    /// <summary>
    /// Whether the input is modulated by F sign(E) instead of F E; the last layer uses E all the same. Default false. The released code
    /// then scales F by a further 0.1, κ = 0.005. [Dellaferrera 2022, released code, there called ERIN-sign]
    /// </summary>
    public bool SignOfError { get; init; }
}
