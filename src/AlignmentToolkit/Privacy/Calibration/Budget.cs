using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.LossDistributions;

namespace AlignmentToolkit.Privacy.Calibration;

/// <summary>A privacy budget and who watches it: cheaply while searching, as finely as asked for in the end.</summary>
internal sealed class Budget
{
    private readonly PrivacyAccountant _accountant, _fineAccountant;
    private readonly double _delta;
    private readonly CancellationToken _cancellation;
    private int _evaluations;

    public Budget(PrivacyAccountant accountant, double epsilon, double delta, double tolerance, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(accountant);
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "epsilon has to be positive and finite.");
        if (!(tolerance is >= 1e-6 and <= 0.1))
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "tolerance has to lie in [1e-6, 0.1].");
        (_accountant, _delta, _cancellation) = (accountant, PrivacyParameter.Delta(delta), cancellation);
        _fineAccountant = accountant is PrivacyLossAccountant { RelativeWidth: double width } exact && width > tolerance
            ? new PrivacyLossAccountant { RelativeWidth = tolerance, UsesClosedForms = exact.UsesClosedForms }
            : accountant;
    }

    /// <summary>The estimate of ε at the accountant's own precision: good for finding the neighbourhood.</summary>
    public double Coarse(PrivacyEvent releases) => Ask(_accountant, releases).Estimate;

    /// <summary>The ε that counts.</summary>
    public double Fine(PrivacyEvent releases) => Counting(Ask(_fineAccountant, releases));

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
