using AlignmentToolkit.Networks;
using AlignmentToolkit.Optics.Encodings;
using AlignmentToolkit.Optics.Holography;

namespace AlignmentToolkit.Optics;

/// <summary>What the real device would take: a modulator and a camera that show and take frames one after another, at constant
/// power.</summary>
/// <remarks>
/// The defaults are the published numbers of the LightOn appliance: a modulator of 1140 × 912 mirrors, a camera of 1920 × 1080 pixels, a
/// frame in 500 µs, 30 W. Its linear mode is documented as five times slower than intensities; here every exposure of the holography counts
/// as a frame. Time outside the optics (encoding, transfer, decoding) is not in the model. [Brossollet 2021]
/// </remarks>
public sealed record OpticalHardware
{
    /// <summary>Pixels of the modulator: the longest input. Default 1 039 680.</summary>
    public long ModulatorPixels { get; init; } = 1140 * 912;

    /// <summary>Pixels of the camera: the longest output. Default 2 073 600.</summary>
    public long CameraPixels { get; init; } = 1920 * 1080;

    /// <summary>Seconds from a frame to the next, greater than 0. Default 500 µs.</summary>
    public double FrameSeconds { get; init; } = 500e-6;

    /// <summary>Watts of the whole device, at least 0. Default 30.</summary>
    public double Watts { get; init; } = 30;

    /// <summary>The cost of intensities |R x|² of some vectors.</summary>
    /// <param name="vectors">Number of vectors, at least 0.</param>
    /// <param name="inputSize">n, at least 1.</param>
    /// <param name="outputSize">m, at least 1.</param>
    /// <param name="encoding">How a vector is shown.</param>
    /// <exception cref="ArgumentOutOfRangeException">A vector is longer than the device allows, or a number is out of range.</exception>
    public HardwareEstimate Intensities(long vectors, long inputSize, long outputSize, IInputEncoding encoding) =>
        Estimate(vectors, inputSize, outputSize, outputSize, encoding.FrameCount);

    /// <summary>The cost of linear projections of some vectors.</summary>
    /// <param name="vectors">Number of vectors, at least 0.</param>
    /// <param name="inputSize">n, at least 1.</param>
    /// <param name="outputSize">m, at least 1.</param>
    /// <param name="encoding">How a vector is shown.</param>
    /// <param name="recovery">How the projection is measured; off axis takes four camera pixels for a number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A vector is longer than the device allows, or a number is out of range.</exception>
    public HardwareEstimate Projections(
        long vectors, long inputSize, long outputSize, IInputEncoding encoding, LinearRecovery recovery) => Estimate(
            vectors,
            inputSize,
            outputSize,
            recovery is OffAxisHolography ? checked(4 * outputSize) : outputSize,
            encoding.FrameCount * recovery.ExposuresPerPattern);

    private HardwareEstimate Estimate(long vectors, long inputSize, long outputSize, long pixels, int framesPerVector)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(vectors);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputSize, 1);
        Require.FiniteAndPositive(FrameSeconds);
        Require.FiniteAndNotNegative(Watts);
        if (inputSize > ModulatorPixels)
            throw new ArgumentOutOfRangeException(nameof(inputSize), inputSize, $"The modulator has {ModulatorPixels} pixels.");
        if (pixels > CameraPixels)
        {
            throw new ArgumentOutOfRangeException(
                nameof(outputSize), outputSize, $"{pixels} camera pixels are needed; the camera has {CameraPixels}.");
        }

        long frames = checked(vectors * framesPerVector);
        double seconds = frames * FrameSeconds;
        return new HardwareEstimate(frames, seconds, seconds * Watts, (double)vectors * inputSize * outputSize);
    }
}
