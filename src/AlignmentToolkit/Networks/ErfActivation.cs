using MathNet.Numerics;

namespace AlignmentToolkit.Networks;

internal sealed class ErfActivation : Activation
{
    private static readonly float SlopeAtZero = MathF.Sqrt(2 / MathF.PI);

    public override string Name => "erf";

    public override void Apply(ReadOnlySpan<float> preActivations, Span<float> activations)
    {
        for (int i = 0; i < preActivations.Length; i++)
            activations[i] = (float)SpecialFunctions.Erf(preActivations[i] / Constants.Sqrt2);
    }

    public override void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal)
    {
        for (int i = 0; i < preActivations.Length; i++)
            signal[i] *= SlopeAtZero * MathF.Exp(-0.5f * preActivations[i] * preActivations[i]);
    }
}
