using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Optics.Transmission;

/// <summary>
/// What light does in a scattering medium: the complex field at camera pixel j is zⱼ = Σₖ rⱼₖ xₖ for the real pattern x on the modulator,
/// with rⱼₖ circular complex Gaussian [Saade 2016].
/// </summary>
/// <remarks>
/// R is m × n here, one row for each pixel, so that a batch of inputs, one in each column, is multiplied from the left: Z = R X. An object
/// does not change once it is drawn; several threads may use it.
/// </remarks>
public interface ITransmissionMatrix
{
    /// <summary>n, pixels of the modulator.</summary>
    int InputSize { get; }

    /// <summary>m, pixels of the camera.</summary>
    int OutputSize { get; }

    /// <summary>s² = E|rⱼₖ|²; real and imaginary parts have variance ½ s² each.</summary>
    double EntryVariance { get; }

    /// <summary>Z = R X.</summary>
    /// <param name="inputs">X, n × B: one real input in each column.</param>
    /// <param name="field">Z, m × B, overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    void Propagate(Matrix<float> inputs, OpticalField field);
}
