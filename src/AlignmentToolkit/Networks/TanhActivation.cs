using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace AlignmentToolkit.Networks;

internal sealed class TanhActivation : Activation
{
    private const int Length = 512;
    private const float Small = 0.2f;

    public override string Name => "tanh";

    public override void Apply(ReadOnlySpan<float> preActivations, Span<float> activations)
    {
        Span<float> tanh = stackalloc float[Length];
        while (!activations.IsEmpty)
        {
            int count = Math.Min(Length, activations.Length);
            TensorPrimitives.Tanh(preActivations[..count], tanh[..count]);
            Combine(preActivations[..count], tanh[..count], activations[..count]);
            preActivations = preActivations[count..];
            activations = activations[count..];
        }
    }

    public override void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal) =>
        Chunks.MultiplyBySlope(preActivations, signal, static (a, slope) =>
        {
            TensorPrimitives.Tanh(a, slope);
            for (int i = 0; i < slope.Length; i++) slope[i] = 1 - slope[i] * slope[i];
        });

    // TensorPrimitives.Tanh is exact to 5e-8 of 1, not of the value: even tanh 0 comes out as −5e-8, which a normalisation of silent
    // units would blow up. Near 0 the series a − a³/3 + 2a⁵/15 − 17a⁷/315 is exact to half a unit in the last place.
    private static void Combine(ReadOnlySpan<float> preActivations, ReadOnlySpan<float> tanh, Span<float> activations)
    {
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(preActivations);
        ReadOnlySpan<Vector<float>> t = MemoryMarshal.Cast<float, Vector<float>>(tanh);
        Span<Vector<float>> h = MemoryMarshal.Cast<float, Vector<float>>(activations);
        for (int i = 0; i < h.Length; i++)
            h[i] = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(a[i]), new Vector<float>(Small)), Series(a[i]), t[i]);
        for (int i = h.Length * Vector<float>.Count; i < activations.Length; i++)
            activations[i] = MathF.Abs(preActivations[i]) < Small ? Series(new Vector<float>(preActivations[i]))[0] : tanh[i];
    }

    private static Vector<float> Series(Vector<float> a)
    {
        Vector<float> square = a * a;
        Vector<float> sum = Vector.FusedMultiplyAdd(square, new Vector<float>(-17f / 315), new Vector<float>(2f / 15));
        sum = Vector.FusedMultiplyAdd(square, sum, new Vector<float>(-1f / 3));
        return Vector.FusedMultiplyAdd(a * square, sum, a);
    }
}
