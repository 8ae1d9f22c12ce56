namespace AlignmentToolkit.Networks;

internal sealed class IdentityActivation : Activation
{
    public override string Name => "identity";

    public override void Apply(ReadOnlySpan<float> preActivations, Span<float> activations) => preActivations.CopyTo(activations);

    public override void MultiplyBySlope(ReadOnlySpan<float> preActivations, Span<float> signal)
    {
    }
}
