namespace AlignmentToolkit.Optics;

/// <summary>What the real device would take for a piece of work.</summary>
/// <param name="Frames">Exposures.</param>
/// <param name="Seconds">Time of them all.</param>
/// <param name="Joules">Energy of the whole device in that time.</param>
/// <param name="Multiplications">Products of an input with a weight of the medium that light does meanwhile, n·m a vector.</param>
public readonly record struct HardwareEstimate(long Frames, double Seconds, double Joules, double Multiplications)
{
    /// <summary>Products in a second; 0 where no time passes.</summary>
    public double MultiplicationsPerSecond => Seconds > 0 ? Multiplications / Seconds : 0;
}
