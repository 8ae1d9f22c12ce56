using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Calibration;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>What <c>toolkit privacy</c> found.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Noise">σ, given or found.</param>
/// <param name="Epsilon">ε at that noise.</param>
/// <param name="Remark">What somebody who relies on it has to know.</param>
internal sealed record PrivacyAnswer(PrivacyRequest Request, double Noise, PrivacyRange Epsilon, string? Remark)
{
    // As fine as the accountants' own brackets here.
    private const double Tolerance = 1e-5;

    /// <summary>Accounts for a noise.</summary>
    public static PrivacyAnswer At(PrivacyRequest request, double noise, CancellationToken cancellation)
    {
        PrivacyCurve curve = request.ChosenAccountant.Account(request.Event(noise), cancellation);
        return new PrivacyAnswer(request, noise, curve.Epsilon(request.Delta), curve.Remark(request.Delta));
    }

    /// <summary>The least noise that keeps the ε that was asked for: none where none is needed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No noise keeps it.</exception>
    public static PrivacyAnswer Calibrated(PrivacyRequest request, CancellationToken cancellation)
    {
        double allowed = request.Epsilon!.Value;
        PrivacyAnswer without = At(request, 0, cancellation);
        if (without.Epsilon.Upper <= allowed) return without;
        double noise = NoiseCalibration.Find(
            request.ChosenAccountant, request.Event, allowed, request.Delta, Tolerance, cancellation).Value;
        return At(request, noise, cancellation);
    }

    /// <summary>The answer as an object that is written as JSON: the ends of the range first, then what was asked.</summary>
    public object ToJson() => new
    {
        Epsilon.Lower,
        Epsilon.Estimate,
        Epsilon.Upper,
        Noise,
        Request.Epsilon,
        SamplingRate = Request.UsedRate,
        Sampling = Request.UsedSampling,
        Request.Steps,
        Request.Delta,
        Accountant = Request.UsedAccountant,
        Request.ChosenAccountant.IsBound,
        Remark,
    };
}
