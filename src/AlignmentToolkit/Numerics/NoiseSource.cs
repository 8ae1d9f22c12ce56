using AlignmentToolkit.Numerics.Randomness;

namespace AlignmentToolkit.Numerics;

/// <summary>Where added Gaussian noise comes from: a named stream, which an experiment can repeat, or the operating system, which nobody
/// can.</summary>
/// <remarks>
/// <para>
/// A privacy guarantee holds against somebody who does not know the noise. A seed that is written down, or short enough to guess, gives
/// no privacy at all: seeded noise is for experiments, cryptographic noise for what is released.
/// </para>
/// <para>
/// Neither makes a mechanism safe against an observer of the last bits. The sum of a secret number and noise, both of finite precision,
/// reaches only some of the representable numbers, and which ones tells about the secret; accounting speaks of real numbers. Rounding what
/// is released to a grid coarser than the spacing of the noise removes most of that channel.
/// </para>
/// <para>A source is not safe for use by several threads at once.</para>
/// </remarks>
public abstract class NoiseSource
{
    /// <summary>Only the sources of this library.</summary>
    private protected NoiseSource()
    {
    }

    /// <summary>Whether the noise comes from a cryptographic generator.</summary>
    public abstract bool IsCryptographic { get; }

    /// <summary>Noise that the same stream gives again, bit for bit.</summary>
    /// <param name="stream">Used by this source alone.</param>
    public static NoiseSource Seeded(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new SeededNoise(stream);
    }

    /// <summary>Noise from the operating system's cryptographic generator; no seed exists.</summary>
    /// <remarks>Box–Muller in double precision of uniform numbers with 53 random bits each, for single-precision noise too.</remarks>
    public static NoiseSource Cryptographic() => new CryptographicNoise();

    /// <summary>Fills with independent normal numbers of mean 0.</summary>
    /// <param name="destination">Overwritten.</param>
    /// <param name="standardDeviation">σ, at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is out of its range.</exception>
    public abstract void FillNormal(Span<float> destination, float standardDeviation = 1);

    /// <inheritdoc cref="FillNormal(Span{float}, float)"/>
    public abstract void FillNormal(Span<double> destination, double standardDeviation = 1);

    /// <summary>
    /// Goes to the noise of a step. A seeded source gives the same numbers for the same step, however many were drawn in others; a
    /// cryptographic source never gives the same numbers twice.
    /// </summary>
    /// <param name="step">From 0 to 2²⁸ − 1; each step has 2³⁶ numbers in single precision, half as many in double.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is out of its range.</exception>
    public abstract void BeginStep(long step);

    /// <summary>Throws unless σ is allowed.</summary>
    private protected static void Check(double standardDeviation)
    {
        if (!(standardDeviation >= 0) || !double.IsFinite(standardDeviation))
        {
            throw new ArgumentOutOfRangeException(
                nameof(standardDeviation), standardDeviation, "The standard deviation must be at least 0 and finite.");
        }
    }
}
