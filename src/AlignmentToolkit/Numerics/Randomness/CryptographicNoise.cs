using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Noise of the operating system's generator.</summary>
internal sealed class CryptographicNoise : NoiseSource
{
    // Some pages: the generator is asked seldom, and what it gave is wiped while it is still in the cache.
    private readonly uint[] _words = new uint[64 * Philox.PaneWords];

    public override bool IsCryptographic => true;

    public override void FillNormal(Span<float> destination, float standardDeviation = 1)
    {
        Check(standardDeviation);
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<double> normals = Draw(destination.Length, standardDeviation);
            TensorPrimitives.ConvertTruncating(normals, destination);
            destination = destination[normals.Length..];
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_words.AsSpan()));
    }

    public override void FillNormal(Span<double> destination, double standardDeviation = 1)
    {
        Check(standardDeviation);
        while (!destination.IsEmpty)
        {
            ReadOnlySpan<double> normals = Draw(destination.Length, standardDeviation);
            normals.CopyTo(destination);
            destination = destination[normals.Length..];
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_words.AsSpan()));
    }

    public override void BeginStep(long step)
    {
    }

    public override string ToString() => "cryptographic noise";

    /// <summary>Up to so many normal numbers, at least one.</summary>
    private ReadOnlySpan<double> Draw(int count, double standardDeviation)
    {
        int whole = Math.Min(_words.Length, (int)((2L * count + Philox.PaneWords - 1) / Philox.PaneWords * Philox.PaneWords));
        Span<uint> words = _words.AsSpan(0, whole);
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(words));
        NormalDouble transform = new(0, standardDeviation);
        if (Vector512.IsHardwareAccelerated) transform.Apply<WordLanes512, Vector512<uint>>(words);
        else if (Vector256.IsHardwareAccelerated) transform.Apply<WordLanes256, Vector256<uint>>(words);
        else transform.Apply<WordLanes128, Vector128<uint>>(words);
        ReadOnlySpan<double> normals = MemoryMarshal.Cast<uint, double>(words);
        return normals[..Math.Min(count, normals.Length)];
    }
}
