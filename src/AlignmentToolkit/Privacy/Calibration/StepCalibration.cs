using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Privacy.Calibration;

/// <summary>How often a release may be repeated within a privacy budget.</summary>
public static class StepCalibration
{
    private const long Most = 1L << 50;

    /// <summary>The largest number of repetitions T for which the accountant guarantees ε at δ.</summary>
    /// <remarks>The result is safe: the upper end of its ε is at most <paramref name="epsilon"/>, and that of T + 1 repetitions is
    /// above.</remarks>
    /// <param name="accountant">Who accounts. One that gives no bound is taken at its estimate.</param>
    /// <param name="release">One release.</param>
    /// <param name="epsilon">The budget ε, positive and finite.</param>
    /// <param name="delta">δ, strictly between 0 and 1.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>T, 0 if not even one release is within the budget.</returns>
    /// <exception cref="ArgumentNullException">The accountant or the release is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range, or 2⁵⁰ repetitions are not enough to spend the
    /// budget.</exception>
    /// <exception cref="UnsupportedEventException">The accountant can say nothing about the release.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Calibrated<long> Find(
        PrivacyAccountant accountant, PrivacyEvent release, double epsilon, double delta, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(release);
        Budget budget = new(accountant, epsilon, delta, 2e-5, cancellation);
        long spent = 0, left = 1;
        while (budget.Coarse(new RepeatedEvent(release, left)) <= epsilon)
        {
            (spent, left) = (left, 2 * left);
            if (left > Most) throw budget.OutOfReach("number of repetitions", Most, epsilon);
        }

        while (left - spent > Math.Max(1, spent / 1000)) Halve(budget.Coarse, ref spent, ref left);

        // The finer account may move either end.
        while (spent > 0 && budget.Fine(new RepeatedEvent(release, spent)) > epsilon)
            (left, spent) = (spent, spent - Math.Max(1, spent / 1000));
        while (budget.Fine(new RepeatedEvent(release, left)) <= epsilon)
            (spent, left) = (left, left + Math.Max(1, left / 1000));
        while (left - spent > 1) Halve(budget.Fine, ref spent, ref left);
        return budget.Result(spent, new RepeatedEvent(release, spent));

        void Halve(Func<PrivacyEvent, double> account, ref long within, ref long beyond)
        {
            long middle = within + ((beyond - within) / 2);
            if (account(new RepeatedEvent(release, middle)) <= epsilon) within = middle;
            else beyond = middle;
        }
    }
}
