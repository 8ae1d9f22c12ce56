using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

using AlignmentToolkit.Numerics;
using AlignmentToolkit.Numerics.Transforms;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>Re z from a single exposure under a tilted reference, four camera pixels for each number.</summary>
/// <remarks>
/// The numbers are taken for samples of a band-limited field, every fourth pixel of a line one of them, W = ⅛ and f₀ = ⅜ cycles a pixel:
/// the least for which the lobes are apart. The low-pass keeps 2W of the pixels' noise, so its variance is W(θ + A²)/(κA²) with κ electrons
/// per unit intensity <i>and pixel</i>. See <see cref="OffAxisLine{T}"/>.
/// </remarks>
public sealed record OffAxisHolography : CameraHolography
{
    private const int PixelsPerMode = 4;

    // Lines already prepared, by the logarithm of their number of modes; they do not change and serve all threads.
    private static readonly Line?[] Lines = new Line?[32];

    /// <inheritdoc/>
    public override int ExposuresPerPattern => 1;

    /// <inheritdoc/>
    public override double NoiseDeviation(double meanIntensity)
    {
        double reference = ReferenceAmplitude * ReferenceAmplitude;
        return Math.Sqrt(Camera.IntensityVariance(meanIntensity + reference) / (2 * PixelsPerMode * reference));
    }

    /// <inheritdoc/>
    public override void Recover(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, RandomStream noise, Span<float> recovered)
    {
        Check(real, imaginary, recovered);
        Line line = LineOf(real.Length);
        int modes = line.Modes.Length, pixels = line.Camera.Pixels;
        float[] memory = ArrayPool<float>.Shared.Rent(2 * modes + 3 * pixels);
        Span<float> re = memory.AsSpan(0, modes), im = memory.AsSpan(modes, modes);
        Span<float> x = memory.AsSpan(2 * modes, pixels), y = memory.AsSpan(2 * modes + pixels, pixels);
        Span<float> intensities = memory.AsSpan(2 * modes + 2 * pixels, pixels);
        re.Clear();
        im.Clear();
        real.CopyTo(re);
        imaginary.CopyTo(im);

        // Samples → their modes → the field between them, whose every fourth pixel is a sample again.
        line.Modes.Forward(re, im);
        line.Camera.Field(re, im, x, y);
        TensorPrimitives.Multiply(x, (float)PixelsPerMode, x);
        TensorPrimitives.Multiply(y, (float)PixelsPerMode, y);
        line.Camera.Expose(x, y, (float)ReferenceAmplitude, intensities);
        Camera.Capture(intensities, intensities, noise);
        Camera.ToIntensities(intensities);
        line.Camera.ModesOf(intensities, x, (float)ReferenceAmplitude * PixelsPerMode, re, im);
        line.Modes.Inverse(re, im);
        re[..recovered.Length].CopyTo(recovered);
        ArrayPool<float>.Shared.Return(memory);
    }

    private static Line LineOf(int numbers)
    {
        int logarithm = Math.Max(1, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)numbers)));
        return Lines[logarithm] ??= NewLine(1 << logarithm);
    }

    private static Line NewLine(int modes) =>
        new(new FourierTransform<float>(modes), new OffAxisLine<float>(PixelsPerMode * modes, 3 * modes / 2, modes));

    private sealed record Line(FourierTransform<float> Modes, OffAxisLine<float> Camera);
}
