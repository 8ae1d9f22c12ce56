using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Calibration;

/// <summary>The least noise that keeps releases within a privacy budget.</summary>
/// <example><code>
/// Calibrated&lt;double&gt; noise = NoiseCalibration.Find(
///     new PrivacyLossAccountant(), σ =&gt; new RepeatedEvent(new PoissonSampledEvent(0.04, new GaussianEvent(σ)), 2250), 8, 1e-5);
/// </code></example>
public static class NoiseCalibration
{
    private const double Least = 1e-3, Most = 1e9;

    /// <summary>The smallest noise multiplier σ for which the accountant guarantees ε at δ.</summary>
    /// <remarks>The result is safe: the upper end of its ε is at most <paramref name="epsilon"/>, and at σ (1 − tolerance) it is above. An
    /// accountant whose precision can be chosen is asked for one as fine as the tolerance.</remarks>
    /// <param name="accountant">Who accounts. One that gives no bound is taken at its estimate.</param>
    /// <param name="releases">The releases at a noise multiplier; their ε has to fall with it.</param>
    /// <param name="epsilon">The budget ε, positive and finite.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <param name="tolerance">Relative tolerance of σ, in [1e-6, 0.1].</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentNullException">The accountant or the function is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or no σ up to 10⁹ is enough.</exception>
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
        double noise = budget.Smallest(releases, Least, Most, guess: 1);
        if (double.IsNaN(noise)) throw budget.OutOfReach("noise multiplier", Most, epsilon);
        return budget.Result(noise, releases(noise));
    }
}
