namespace AlignmentToolkit.Numerics.Randomness;

/// <summary>Noise of a named stream.</summary>
internal sealed class SeededNoise(RandomStream stream) : NoiseSource
{
    private const int StepBits = 36;

    public override bool IsCryptographic => false;

    public override void FillNormal(Span<float> destination, float standardDeviation = 1) =>
        stream.FillNormal(destination, 0, standardDeviation);

    public override void FillNormal(Span<double> destination, double standardDeviation = 1) =>
        stream.FillNormal(destination, 0, standardDeviation);

    public override void BeginStep(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, 1L << (64 - StepBits));
        stream.Position = (ulong)step << StepBits;
    }

    public override string ToString() => $"seeded noise of {stream}";
}
