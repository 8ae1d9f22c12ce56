using System.Numerics;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Networks;

internal sealed class ReluActivation : Activation
{
    public override string Name => "relu";

    public override void Apply(ReadOnlySpan<float> preActivations, Span<float> activations)
    {
        // What is not a number stays so: a maximum that hides it would hide that a run has diverged.
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(preActivations);
        Span<Vector<float>> h = MemoryMarshal.Cast<float, Vector<float>>(activations);
        for (int i = 0; i < h.Length; i++)
            h[i] = Vector.ConditionalSelect(Vector.LessThanOrEqual(a[i], Vector<float>.Zero), Vector<float>.Zero, a[i]);
        for (int i = h.Length * Vector<float>.Count; i < activations.Length; i++)
            activations[i] = preActivations[i] <= 0 ? 0 : preActivations[i];
    }

    public override void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal)
    {
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(preActivations);
        Span<Vector<float>> delta = MemoryMarshal.Cast<float, Vector<float>>(signal);
        for (int i = 0; i < delta.Length; i++)
            delta[i] = Vector.ConditionalSelect(Vector.GreaterThan(a[i], Vector<float>.Zero), delta[i], Vector<float>.Zero);
        for (int i = delta.Length * Vector<float>.Count; i < signal.Length; i++)
            signal[i] = preActivations[i] > 0 ? signal[i] : 0;
    }
}
