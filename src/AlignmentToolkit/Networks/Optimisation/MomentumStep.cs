using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>u ← μu + s·g + d·w, w ← w − r·u in one sweep: the step is bound by memory, so each number is read and written once.</summary>
internal static class MomentumStep
{
    public static void Apply(Span<float> weights, Span<float> velocity, ReadOnlySpan<float> gradient, float scale, float decay, float momentum, float rate)
    {
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        Span<Vector<float>> u = MemoryMarshal.Cast<float, Vector<float>>(velocity);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < w.Length; i++)
        {
            u[i] = u[i] * momentum + g[i] * scale + w[i] * decay;
            w[i] -= u[i] * rate;
        }

        for (int i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            velocity[i] = velocity[i] * momentum + gradient[i] * scale + weights[i] * decay;
            weights[i] -= velocity[i] * rate;
        }
    }
}
