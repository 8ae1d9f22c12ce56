using System.Numerics;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Optics.Holography;

/// <summary>
/// From intensities to the field, by interference with a known reference ρ: the algebra of phase shifting, exact but for rounding.
/// </summary>
public static class PhaseShifting
{
    /// <summary>Re(zρ*) = ½(|z + ρ|² − |z|² − |ρ|²).</summary>
    /// <param name="both">|z + ρ|².</param>
    /// <param name="signal">|z|².</param>
    /// <param name="reference">|ρ|².</param>
    /// <param name="product">Re(zρ*), overwritten; it may be <paramref name="both"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ThreeFrames<T>(ReadOnlySpan<T> both, ReadOnlySpan<T> signal, ReadOnlySpan<T> reference, Span<T> product)
        where T : IFloatingPointIeee754<T>
    {
        Check(product.Length, both.Length, signal.Length, reference.Length);
        T half = T.CreateChecked(0.5);
        for (int i = 0; i < product.Length; i++) product[i] = half * (both[i] - signal[i] - reference[i]);
    }

    /// <summary>zρ* = ¼[(I₀ − I₂) + i(I₁ − I₃)] from I_k = |z + ρ iᵏ|², reference phases 0, π/2, π, 3π/2.</summary>
    /// <param name="first">I₀.</param>
    /// <param name="second">I₁.</param>
    /// <param name="third">I₂.</param>
    /// <param name="fourth">I₃.</param>
    /// <param name="real">Re(zρ*), overwritten; it may be <paramref name="first"/> itself.</param>
    /// <param name="imaginary">Im(zρ*), overwritten; it may be <paramref name="second"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void FourSteps<T>(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<T> real, Span<T> imaginary)
        where T : IFloatingPointIeee754<T>
    {
        Check(real.Length, first.Length, second.Length, third.Length, fourth.Length, imaginary.Length);
        T quarter = T.CreateChecked(0.25);
        for (int i = 0; i < real.Length; i++)
        {
            (real[i], imaginary[i]) = (quarter * (first[i] - third[i]), quarter * (second[i] - fourth[i]));
        }
    }

    /// <summary>zρ* = ⅓ Σ_k I_k e^(iφ_k) from I_k = |z + ρ e^(iφ_k)|², reference phases φ = 0, 2π/3, 4π/3.</summary>
    /// <param name="first">I₀.</param>
    /// <param name="second">I₁.</param>
    /// <param name="third">I₂.</param>
    /// <param name="real">Re(zρ*), overwritten; it may be <paramref name="first"/> itself.</param>
    /// <param name="imaginary">Im(zρ*), overwritten; it may be <paramref name="second"/> itself.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ThreeSteps<T>(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, Span<T> real, Span<T> imaginary)
        where T : IFloatingPointIeee754<T>
    {
        Check(real.Length, first.Length, second.Length, third.Length, imaginary.Length);
        T thirdPart = T.One / T.CreateChecked(3), half = T.CreateChecked(0.5), sine = T.Sqrt(T.CreateChecked(3)) / T.CreateChecked(6);
        for (int i = 0; i < real.Length; i++)
        {
            T even = thirdPart * (first[i] - half * (second[i] + third[i])), odd = sine * (second[i] - third[i]);
            (real[i], imaginary[i]) = (even, odd);
        }
    }

    private static void Check(int length, params ReadOnlySpan<int> lengths)
    {
        foreach (int other in lengths) MatrixShape.CheckLength(other, length, "pixel", "intensities");
    }
}
