using AlignmentToolkit.Networks;
using AlignmentToolkit.Numerics;
using AlignmentToolkit.Optics.Encodings;
using AlignmentToolkit.Optics.Holography;
using AlignmentToolkit.Optics.Transmission;

namespace AlignmentToolkit.Optics;

/// <summary>An <see cref="OpticalProcessingUnit"/> as its parts.</summary>
public sealed record OpticalSettings
{
    /// <summary>m, random features of each input, at least 1. Default 2000.</summary>
    public int Components { get; init; } = 2000;

    /// <summary>Longest input that the medium is drawn for, at least 1; a shorter one meets its first columns. Default 1000.</summary>
    public int LargestFeatures { get; init; } = 1000;

    /// <summary>Draws the medium for n inputs, m outputs and s². Default: a matrix in memory.</summary>
    public Func<int, int, RandomStream, double, ITransmissionMatrix> Medium { get; init; } = StoredMedium;

    /// <summary>s² = E|r|², greater than 0; null, the default, for 2 divided by <see cref="LargestFeatures"/>: real and imaginary part then
    /// have variance 1/n each, as in LightOnML.</summary>
    public double? EntryVariance { get; init; }

    /// <summary>How inputs are shown. Default: as they are.</summary>
    public IInputEncoding Encoding { get; init; } = new AnalogueEncoding();

    /// <summary>Takes intensities; null, the default, for intensities as they are, neither noisy nor counted.</summary>
    public Camera? Camera { get; init; }

    /// <summary>How linear transforms are measured. Default: exactly.</summary>
    public LinearRecovery Recovery { get; init; } = new ExactRecovery();

    /// <summary>What linear transforms are divided by. Default <see cref="Rescaling.Variance"/>.</summary>
    public Rescaling Rescaling { get; init; } = Rescaling.Variance;

    /// <summary>Emulation as LightOnML's simulated device does it: s² = 2/n, no noise, no rounding, no saturation.</summary>
    public static OpticalSettings LightOn { get; } = new();

    /// <summary>
    /// The physics: binary patterns, an 8-bit camera with shot and read-out noise, three-frame holography, each exposed for patterns of
    /// so many pixels on.
    /// </summary>
    /// <param name="components">m, at least 1.</param>
    /// <param name="largestFeatures">n, at least 1.</param>
    /// <param name="pixelsOn">Pixels of the modulator that are on in a bright pattern, ‖b‖².</param>
    /// <param name="encoding">Of binary frames; null for those of inputs greater than ½.</param>
    public static OpticalSettings Physical(int components, int largestFeatures, double pixelsOn, IInputEncoding? encoding = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(largestFeatures, 1);
        Require.FiniteAndPositive(pixelsOn);
        double mean = 2.0 / largestFeatures * pixelsOn;
        return new OpticalSettings
        {
            Components = components,
            LargestFeatures = largestFeatures,
            Encoding = encoding ?? new BinaryEncoding(0.5f),
            Camera = new Camera().ExposedTo(mean),
            Recovery = new ThreeFrameHolography().ExposedTo(mean),
        };
    }

    /// <summary>s² that is used.</summary>
    internal double UsedEntryVariance => EntryVariance ?? 2.0 / LargestFeatures;

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Components, 1, nameof(Components));
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestFeatures, 1, nameof(LargestFeatures));
        ArgumentNullException.ThrowIfNull(Medium);
        ArgumentNullException.ThrowIfNull(Encoding);
        ArgumentNullException.ThrowIfNull(Recovery);
        if (EntryVariance is { } variance) Require.FiniteAndPositive(variance, nameof(EntryVariance));
        Camera?.Validate();
        Recovery.Validate();
    }

    private static StoredTransmission StoredMedium(int inputs, int outputs, RandomStream stream, double entryVariance) =>
        StoredTransmission.Draw(inputs, outputs, stream, entryVariance);
}
