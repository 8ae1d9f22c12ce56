namespace AlignmentToolkit.Networks.Optimisation;

/// <summary>The learning rate η of each epoch. Epochs count from 0: epoch 0 is the first one trained.</summary>
public sealed class LearningRateSchedule
{
    private readonly Func<int, double> _rate;

    private LearningRateSchedule(Func<int, double> rate) => _rate = rate;

    /// <summary>η(e) = η.</summary>
    /// <param name="rate">η, finite and at least 0.</param>
    public static LearningRateSchedule Constant(double rate)
    {
        Require.FiniteAndNotNegative(rate);
        return new LearningRateSchedule(_ => rate);
    }

    /// <summary>η(e) = η·γᵏ, where k is the number of drops at or before e: a drop at 60 is felt after 60 epochs are done.</summary>
    /// <param name="rate">η, finite and at least 0.</param>
    /// <param name="factor">γ, finite and greater than 0.</param>
    /// <param name="epochs">The first epochs that use the lower rate.</param>
    public static LearningRateSchedule Drops(double rate, double factor, params int[] epochs)
    {
        Require.FiniteAndNotNegative(rate);
        Require.FiniteAndPositive(factor);
        int[] drops = [.. epochs];
        return new LearningRateSchedule(epoch => rate * Math.Pow(factor, drops.Count(drop => drop <= epoch)));
    }

    /// <summary>η(e) = η_end + ½(η − η_end)(1 + cos(π·e/n)), and η_end from epoch n on [Loshchilov 2017, without restarts].</summary>
    /// <param name="rate">η, finite and at least 0.</param>
    /// <param name="epochs">n, at least 1.</param>
    /// <param name="finalRate">η_end, finite and at least 0.</param>
    public static LearningRateSchedule Cosine(double rate, int epochs, double finalRate = 0)
    {
        Require.FiniteAndNotNegative(rate);
        Require.FiniteAndNotNegative(finalRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new LearningRateSchedule(
            epoch => finalRate + 0.5 * (rate - finalRate) * (1 + Math.Cos(Math.PI * Math.Min(epoch, epochs) / epochs)));
    }

    /// <summary>A number is a constant schedule.</summary>
    /// <param name="rate">η, finite and at least 0.</param>
    public static implicit operator LearningRateSchedule(double rate) => Constant(rate);

    /// <summary>This schedule begun later: η of epoch e is that of epoch e − n here, and that of epoch 0 before.</summary>
    /// <remarks>A trainer does this by itself for epochs in which a rule only prepares: they use up no part of the schedule.</remarks>
    /// <param name="epochs">n, at least 0.</param>
    public LearningRateSchedule After(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return epochs == 0 ? this : new LearningRateSchedule(epoch => _rate(Math.Max(epoch - epochs, 0)));
    }

    /// <summary>η of an epoch.</summary>
    /// <param name="epoch">e, at least 0.</param>
    public double At(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return _rate(epoch);
    }
}
