using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlignmentToolkit.Numerics.Transforms;

/// <summary>The lengths that fast transforms take.</summary>
internal static class TransformLength
{
    /// <summary>Checks that a length is a power of two within a range.</summary>
    public static void CheckPowerOfTwo(
        int length, int longest, int shortest = 1, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        if (length < shortest || length > longest || !BitOperations.IsPow2(length))
            throw new ArgumentOutOfRangeException(name, length, $"The length must be a power of two from {shortest} to {longest}.");
    }
}
