using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>Holography as an experiment does it: a plane reference beam of amplitude A and phase 0, a camera, and arithmetic.</summary>
/// <remarks>
/// <para>
/// The reference has two effects. It turns shot noise, which depends on the signal, into noise that hardly does: the relative excess falls
/// as (|z|/A)². And it fills the camera: with a well of fixed size, the signal that is left for |z| shrinks as 1/A. The ratio that keeps
/// most signal is A² = √2 θ for three frames; 3√θ, the preset of <see cref="ExposedTo"/>, makes noise nearly Gaussian and leaves a signal
/// some twenty times the noise on an 8-bit camera.
/// </para>
/// <para>|A|² is calibrated once, over many exposures, and enters without noise.</para>
/// </remarks>
public abstract record CameraHolography : LinearRecovery
{
    /// <summary>Pixels that are measured at once on the stack.</summary>
    private protected const int PixelsAtOnce = 256;

    private const double StrongReference = 3, InterferenceMeanCount = 64;

    /// <summary>Takes the exposures.</summary>
    public Camera Camera { get; init; } = new();

    /// <summary>A, greater than 0. Default 1.</summary>
    public double ReferenceAmplitude { get; init; } = 1;

    /// <summary>
    /// This holography with reference and exposure chosen for patterns of a mean intensity: A = ratio · √θ, and the camera exposed so that
    /// the interference, of mean θ + A², has a mean count.
    /// </summary>
    /// <remarks>
    /// With the defaults and 8 bits a pixel saturates when its intensity is four times the mean, at |z| = 3.3√θ in phase with the
    /// reference: a few pixels in a million. Choose θ for the brightest patterns.
    /// </remarks>
    /// <param name="meanIntensity">θ = s² times the pixels that are on, greater than 0.</param>
    /// <param name="referenceRatio">A/√θ, greater than 0.</param>
    /// <param name="meanCount">Mean count of the interference.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CameraHolography ExposedTo(
        double meanIntensity, double referenceRatio = StrongReference, double meanCount = InterferenceMeanCount)
    {
        Require.FiniteAndPositive(meanIntensity);
        Require.FiniteAndPositive(referenceRatio);
        return this with
        {
            ReferenceAmplitude = referenceRatio * Math.Sqrt(meanIntensity),
            Camera = Camera.ExposedTo(meanIntensity * (1 + referenceRatio * referenceRatio), meanCount),
        };
    }

    /// <inheritdoc/>
    internal override void Validate()
    {
        Camera.Validate();
        Require.FiniteAndPositive(ReferenceAmplitude);
    }

    /// <summary>Intensities of the field with a reference of a given phase, as the camera tells them.</summary>
    private protected void Expose(
        ReadOnlySpan<float> real,
        ReadOnlySpan<float> imaginary,
        double referenceReal,
        double referenceImaginary,
        RandomStream noise,
        Span<float> intensities)
    {
        (float x, float y) = ((float)referenceReal, (float)referenceImaginary);
        for (int i = 0; i < intensities.Length; i++)
        {
            float re = real[i] + x, im = imaginary[i] + y;
            intensities[i] = re * re + im * im;
        }

        Camera.Capture(intensities, intensities, noise);
        Camera.ToIntensities(intensities);
    }
}
