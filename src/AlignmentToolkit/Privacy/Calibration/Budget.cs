using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.LossDistributions;

namespace AlignmentToolkit.Privacy.Calibration;

/// <summary>A privacy budget and who watches it: cheaply while searching, as finely as asked for in the end.</summary>
internal sealed class Budget
{
    private readonly PrivacyAccountant _accountant, _fineAccountant;
    private readonly double _epsilon, _delta, _tolerance;
    private readonly CancellationToken _cancellation;
    private int _evaluations;

    public Budget(PrivacyAccountant accountant, double epsilon, double delta, double tolerance, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(accountant);
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "epsilon has to be positive and finite.");
        if (!(tolerance is >= 1e-6 and <= 0.1))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "tolerance has to lie in [1e-6, 0.1].");
        (_epsilon, _delta, _tolerance) = (epsilon, PrivacyParameter.Delta(delta), tolerance);
        (_accountant, _cancellation) = (accountant, cancellation);
        _fineAccountant = accountant is PrivacyLossAccountant { RelativeWidth: double width } exact && width > tolerance
            ? new PrivacyLossAccountant { RelativeWidth = tolerance, UsesClosedForms = exact.UsesClosedForms }
            : accountant;
    }

    /// <summary>The estimate of ε at the accountant's own precision: good for finding the neighbourhood.</summary>
    public double Coarse(PrivacyEvent releases) => Ask(_accountant, releases).Estimate;

    /// <summary>The ε that counts.</summary>
    public double Fine(PrivacyEvent releases) => Counting(Ask(_fineAccountant, releases));

    /// <summary>The smallest number at which releases are within the budget, to the tolerance and on the safe side.</summary>
    /// <param name="releases">The releases at a number; their ε falls with it.</param>
    /// <param name="least">Where to look: from here …</param>
    /// <param name="most">… to here.</param>
    /// <param name="guess">Where to begin.</param>
    /// <returns>NaN where no number is enough.</returns>
    public double Smallest(Func<double, PrivacyEvent> releases, double least, double most, double guess)
    {
        SafeSide coarsely = new(number => Coarse(releases(number)), _epsilon, least, most);
        double coarse = coarsely.Find(guess, 0.5, Math.Max(1e-3, _tolerance));
        if (double.IsNaN(coarse)) return coarse;
        return new SafeSide(number => Fine(releases(number)), _epsilon, least, most).Find(coarse, Math.Max(5e-4, _tolerance), _tolerance);
    }

    public Calibrated<T> Result<T>(T value, PrivacyEvent releases)
    {
        PrivacyRange range = Ask(_fineAccountant, releases);
        return new Calibrated<T>(value, releases, range, _evaluations);
    }

    public ArgumentOutOfRangeException OutOfReach(string what, double limit, double epsilon) => new(
        nameof(epsilon),
        epsilon,
        FormattableString.Invariant($"No {what} up to the limit of {limit:G4} meets this epsilon at delta = {_delta:G4}."));

    private double Counting(PrivacyRange range) => _accountant.IsBound ? range.Upper : range.Estimate;

    private PrivacyRange Ask(PrivacyAccountant accountant, PrivacyEvent releases)
    {
        _evaluations++;
        return accountant.Account(releases, _cancellation).Epsilon(_delta);
    }
}
