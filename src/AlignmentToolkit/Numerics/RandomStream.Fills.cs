using System.Numerics;
using System.Runtime.InteropServices;

using AlignmentToolkit.Numerics.Randomness;

using MathNet.Numerics;

namespace AlignmentToolkit.Numerics;

// Many numbers at once, without allocation, on all threads the kernels may use.
public sealed partial class RandomStream
{
    // A fill is counted in words, which an int must hold.
    private const int LongestDoubleFill = 1 << 29;

    /// <summary>Fills with random words.</summary>
    /// <param name="destination">Overwritten.</param>
    public void FillUInt32(Span<uint> destination) => FillAligned(destination, 1, default(RawWords));

    /// <summary>
    /// Fills with uniform numbers in [low, high): low + (high − low) · k 2⁻²⁴, k uniform in {0, …, 2²⁴ − 1}, rounded once and never up
    /// to high.
    /// </summary>
    /// <param name="destination">Overwritten.</param>
    /// <param name="low">The smallest value.</param>
    /// <param name="high">Above <paramref name="low"/>, and high − low is finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public void FillUniform(Span<float> destination, float low = 0, float high = 1)
    {
        CheckRange(low, high, high - low);
        FillAligned(MemoryMarshal.Cast<float, uint>(destination), 1, new UniformSingle(low, high));
    }

    /// <summary>
    /// Fills with uniform numbers in [low, high): low + (high − low) · k 2⁻⁵³, k uniform in {0, …, 2⁵³ − 1}, rounded once and never up
    /// to high.
    /// </summary>
    /// <param name="destination">Overwritten.</param>
    /// <param name="low">The smallest value.</param>
    /// <param name="high">Above <paramref name="low"/>, and high − low is finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or not finite.</exception>
    public void FillUniform(Span<double> destination, double low = 0, double high = 1)
    {
        CheckRange(low, high, high - low);
        for (; destination.Length > LongestDoubleFill; destination = destination[LongestDoubleFill..])
            FillAligned(MemoryMarshal.Cast<double, uint>(destination[..LongestDoubleFill]), 2, new UniformDouble(low, high));
        FillAligned(MemoryMarshal.Cast<double, uint>(destination), 2, new UniformDouble(low, high));
    }

    /// <summary>Fills with independent normal numbers μ + σ z, |z| ≤ 6.66.</summary>
    /// <remarks>Box–Muller in single precision; two words make two numbers.</remarks>
    /// <param name="destination">Overwritten.</param>
    /// <param name="mean">μ, finite.</param>
    /// <param name="standardDeviation">σ, at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public void FillNormal(Span<float> destination, float mean = 0, float standardDeviation = 1)
    {
        CheckNormal(mean, standardDeviation);
        FillPairs(MemoryMarshal.Cast<float, uint>(destination), 2, new NormalSingle(mean, standardDeviation));
    }

    /// <summary>Fills with independent normal numbers μ + σ z, |z| ≤ 8.57.</summary>
    /// <remarks>Box–Muller in double precision; four words make two numbers.</remarks>
    /// <param name="destination">Overwritten.</param>
    /// <param name="mean">μ, finite.</param>
    /// <param name="standardDeviation">σ, at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public void FillNormal(Span<double> destination, double mean = 0, double standardDeviation = 1)
    {
        CheckNormal(mean, standardDeviation);
        for (; destination.Length > LongestDoubleFill; destination = destination[LongestDoubleFill..])
            FillPairs(MemoryMarshal.Cast<double, uint>(destination[..LongestDoubleFill]), 4, new NormalDouble(mean, standardDeviation));
        FillPairs(MemoryMarshal.Cast<double, uint>(destination), 4, new NormalDouble(mean, standardDeviation));
    }

    /// <summary>Fills with circular complex normal numbers: E|z|² = σ², so real and imaginary part each have variance ½ σ².</summary>
    /// <param name="destination">Overwritten. Starts with a fresh pair of normals.</param>
    /// <param name="standardDeviation">σ, at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is out of its range.</exception>
    public void FillComplexNormal(Span<Complex> destination, double standardDeviation = 1)
    {
        CheckNormal(0, standardDeviation);
        Begin(4);
        FillNormal(MemoryMarshal.Cast<Complex, double>(destination), 0, standardDeviation / double.Sqrt(2));
    }

    /// <summary>Fills with circular complex normal numbers: E|z|² = σ², so real and imaginary part each have variance ½ σ².</summary>
    /// <param name="destination">Overwritten. Starts with a fresh pair of normals.</param>
    /// <param name="standardDeviation">σ, at least 0 and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is out of its range.</exception>
    public void FillComplexNormal(Span<Complex32> destination, float standardDeviation = 1)
    {
        CheckNormal(0, standardDeviation);
        Begin(2);
        FillNormal(MemoryMarshal.Cast<Complex32, float>(destination), 0, standardDeviation / float.Sqrt(2));
    }

    private void FillAligned<TTransform>(Span<uint> words, uint width, TTransform transform)
        where TTransform : struct, IWordTransform
    {
        if (words.IsEmpty) return;
        Begin(width);
        PaneFill.Fill(words, _key, _position, transform);
        _position += (ulong)words.Length;
    }

    private void FillPairs<TTransform>(Span<uint> words, uint pairWords, TTransform transform)
        where TTransform : struct, IWordTransform
    {
        if (words.IsEmpty) return;
        BeginNormal(pairWords);
        PaneFill.Fill(words, _key, _position, transform);
        AdvanceNormal((uint)words.Length, pairWords);
    }

    private static void CheckRange(double low, double high, double width)
    {
        if (!double.IsFinite(low)) throw new ArgumentOutOfRangeException(nameof(low), low, "The lower end must be finite.");
        if (!(high > low) || !double.IsFinite(width))
        {
            throw new ArgumentOutOfRangeException(
                nameof(high), high, $"The upper end must be above the lower end {low} by a finite amount.");
        }
    }

    private static void CheckNormal(double mean, double standardDeviation)
    {
        if (!double.IsFinite(mean)) throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean must be finite.");
        if (!(standardDeviation >= 0) || !double.IsFinite(standardDeviation))
        {
            throw new ArgumentOutOfRangeException(
                nameof(standardDeviation), standardDeviation, "The standard deviation must be at least 0 and finite.");
        }
    }
}
