using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Benchmarks.Peers;

/// <summary>The most floating-point operations a core can do: independent fused multiply-adds in registers, nothing else.</summary>
/// <remarks>Twelve chains cover a latency of four to five cycles on two units, and leave room for the operands in 16 registers.</remarks>
public static class FmaPeak
{
    private const int Steps = 50_000;
    private const int PiecesPerThread = 8;

    private static float s_sink;

    /// <summary>Floating-point operations of one <see cref="Run"/>.</summary>
    public static double Work(int threads) =>
        2.0 * 12 * (Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count) * Steps * PiecesPerThread * threads;

    /// <summary>Runs the loop on each thread, in pieces, so that an unlucky thread leaves its share to the others.</summary>
    public static void Run(int threads) => ParallelWork.For(PiecesPerThread * threads, default(Piece));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains256()
    {
        Vector256<float> x = Vector256.Create(1.0001f), y = Vector256.Create(0.9999f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < Steps; n++)
        {
            a = Vector256.MultiplyAddEstimate(x, y, a);
            b = Vector256.MultiplyAddEstimate(x, y, b);
            c = Vector256.MultiplyAddEstimate(x, y, c);
            d = Vector256.MultiplyAddEstimate(x, y, d);
            e = Vector256.MultiplyAddEstimate(x, y, e);
            f = Vector256.MultiplyAddEstimate(x, y, f);
            g = Vector256.MultiplyAddEstimate(x, y, g);
            h = Vector256.MultiplyAddEstimate(x, y, h);
            i = Vector256.MultiplyAddEstimate(x, y, i);
            j = Vector256.MultiplyAddEstimate(x, y, j);
            k = Vector256.MultiplyAddEstimate(x, y, k);
            l = Vector256.MultiplyAddEstimate(x, y, l);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Chains512()
    {
        Vector512<float> x = Vector512.Create(1.0001f), y = Vector512.Create(0.9999f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int n = 0; n < Steps; n++)
        {
            a = Vector512.MultiplyAddEstimate(x, y, a);
            b = Vector512.MultiplyAddEstimate(x, y, b);
            c = Vector512.MultiplyAddEstimate(x, y, c);
            d = Vector512.MultiplyAddEstimate(x, y, d);
            e = Vector512.MultiplyAddEstimate(x, y, e);
            f = Vector512.MultiplyAddEstimate(x, y, f);
            g = Vector512.MultiplyAddEstimate(x, y, g);
            h = Vector512.MultiplyAddEstimate(x, y, h);
            i = Vector512.MultiplyAddEstimate(x, y, i);
            j = Vector512.MultiplyAddEstimate(x, y, j);
            k = Vector512.MultiplyAddEstimate(x, y, k);
            l = Vector512.MultiplyAddEstimate(x, y, l);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private readonly struct Piece : IParallelBody
    {
        public void Invoke(int index) => s_sink = Vector512.IsHardwareAccelerated ? Chains512() : Chains256();
    }
}
