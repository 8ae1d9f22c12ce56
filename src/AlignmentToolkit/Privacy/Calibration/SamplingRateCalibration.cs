using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Calibration;

/// <summary>The largest sampling rate that keeps releases within a privacy budget.</summary>
public static class SamplingRateCalibration
{
    private const double Least = 1e-9;

    /// <summary>The largest sampling rate q for which the accountant guarantees ε at δ.</summary>
    /// <remarks>The result is safe: the upper end of its ε is at most <paramref name="epsilon"/>, and at q (1 + tolerance) it is above,
    /// unless q = 1.</remarks>
    /// <param name="accountant">Who accounts. One that gives no bound is taken at its estimate.</param>
    /// <param name="releases">The releases at a sampling rate from 10⁻⁹ to 1; their ε has to grow with it.</param>
    /// <param name="epsilon">The budget ε, positive and finite.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <param name="tolerance">Relative tolerance of q, in [1e-6, 0.1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentNullException">The accountant or the function is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or no q down to 10⁻⁹ is small enough.</exception>
    /// <exception cref="UnsupportedEventException">The accountant can say nothing about the releases.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Calibrated<double> Find(
        PrivacyAccountant accountant,
        Func<double, PrivacyEvent> releases,
        double epsilon,
        double delta,
        double tolerance = 2e-5,
        CancellationToken cancellation = default)
    {
        Budget budget = new(accountant, epsilon, delta, tolerance, cancellation);
        ArgumentNullException.ThrowIfNull(releases);
        // ε falls with the mean time 1/q between two samples of an example.
        double interval = budget.Smallest(time => releases(1 / time), 1, 1 / Least, guess: 100);
        if (double.IsNaN(interval)) throw budget.OutOfReach("sampling rate", Least, epsilon);
        return budget.Result(1 / interval, releases(1 / interval));
    }
}
