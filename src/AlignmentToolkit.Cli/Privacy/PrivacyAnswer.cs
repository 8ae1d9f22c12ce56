using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>What <c>toolkit privacy</c> found.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Noise">σ, given or found.</param>
/// <param name="Epsilon">ε at that noise.</param>
/// <param name="Remark">What somebody who relies on it has to know.</param>
internal sealed record PrivacyAnswer(PrivacyRequest Request, double Noise, PrivacyRange Epsilon, string? Remark)
{
    /// <summary>Accounts for a noise.</summary>
    public static PrivacyAnswer At(PrivacyRequest request, double noise, CancellationToken cancellation)
    {
        PrivacyCurve curve = request.ChosenAccountant.Account(request.Event(noise), cancellation);
        return new PrivacyAnswer(request, noise, curve.Epsilon(request.Delta), curve.Remark(request.Delta));
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
