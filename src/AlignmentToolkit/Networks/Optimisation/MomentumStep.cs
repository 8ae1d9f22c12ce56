using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>u ← μu + s·g + d·w, w ← w − r·u in one sweep, each number read and written once.</summary>
internal readonly struct MomentumStep : IParameterStep
{
    /// <summary>w, column by column.</summary>
    public required float[] Weights { get; init; }

    /// <summary>u, as long as w.</summary>
    public required float[] Velocity { get; init; }

    /// <summary>s.</summary>
    public required float Scale { get; init; }

    /// <summary>d.</summary>
    public required float Decay { get; init; }

    /// <summary>μ.</summary>
    public required float Momentum { get; init; }

    /// <summary>r.</summary>
    public required float Rate { get; init; }

    public void Apply(ReadOnlySpan<float> gradient, int start)
    {
        Span<float> weights = Weights.AsSpan(start, gradient.Length);
        Span<float> velocity = Velocity.AsSpan(start, gradient.Length);
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights);
        Span<Vector<float>> u = MemoryMarshal.Cast<float, Vector<float>>(velocity);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        Vector<float> scale = new(Scale), decay = new(Decay), momentum = new(Momentum), rate = new(-Rate);
        for (int i = 0; i < w.Length; i++)
        {
            u[i] = Vector.FusedMultiplyAdd(w[i], decay, Vector.FusedMultiplyAdd(u[i], momentum, g[i] * scale));
            w[i] = Vector.FusedMultiplyAdd(u[i], rate, w[i]);
        }

        // The same fused operations in the same order, so that where a piece ends does not change a bit.
        for (int i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            velocity[i] = MathF.FusedMultiplyAdd(weights[i], Decay, MathF.FusedMultiplyAdd(velocity[i], Momentum, gradient[i] * Scale));
            weights[i] = MathF.FusedMultiplyAdd(velocity[i], -Rate, weights[i]);
        }
    }
}
