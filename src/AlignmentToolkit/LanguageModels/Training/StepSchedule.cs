using AlignmentToolkit.Networks;

namespace AlignmentToolkit.LanguageModels.Training;

/// <summary>The learning rate η of each step. Steps count from 0.</summary>
public sealed class StepSchedule
{
    private readonly Func<long, double> _rate;

    private StepSchedule(Func<long, double> rate) => _rate = rate;

    /// <summary>η(t) = η.</summary>
    /// <param name="rate">η, finite and not negative.</param>
    public static StepSchedule Constant(double rate)
    {
        Require.FiniteAndNotNegative(rate);
        return new StepSchedule(_ => rate);
    }

    /// <summary>
    /// η(t) = η (t + 1)/w for t &lt; w; then η (s + (1 − s)(1 + cos π (t − w)/(n − w))/2) down to s η at step n, and s η from there on.
    /// </summary>
    /// <param name="rate">η, finite and not negative.</param>
    /// <param name="warmUp">w: steps in which the rate rises, not negative and less than <paramref name="steps"/>.</param>
    /// <param name="steps">n: steps in all, positive.</param>
    /// <param name="finalShare">s in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static StepSchedule WarmUpCosine(double rate, int warmUp, int steps, double finalShare = 0)
    {
        Require.FiniteAndNotNegative(rate);
        ArgumentOutOfRangeException.ThrowIfNegative(warmUp);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(steps, warmUp);
        SettingRequirement.True(finalShare is >= 0 and <= 1, finalShare, nameof(finalShare), "is in [0, 1]");
        return new StepSchedule(step =>
        {
            if (step < warmUp) return rate * (step + 1) / warmUp;
            double done = Math.Min(1, (double)(step - warmUp) / (steps - warmUp));
            return rate * (finalShare + ((1 - finalShare) * 0.5 * (1 + Math.Cos(Math.PI * done))));
        });
    }

    /// <summary>A number is a constant schedule.</summary>
    /// <param name="rate">η, finite and not negative.</param>
    public static implicit operator StepSchedule(double rate) => Constant(rate);

    /// <summary>A number is a constant schedule.</summary>
    /// <param name="rate">η, finite and not negative.</param>
    public static StepSchedule FromDouble(double rate) => Constant(rate);

    /// <summary>η of a step.</summary>
    /// <param name="step">t, not negative.</param>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return _rate(step);
    }
}
