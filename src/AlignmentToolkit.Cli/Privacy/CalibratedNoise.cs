using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>The noise that keeps an ε.</summary>
internal static class CalibratedNoise
{
    // Of σ; ε is better known than that by no accountant.
    private const double Tolerance = 1e-6;

    /// <summary>Bisects ln σ; the answer is on the safe side.</summary>
    public static double For(PrivacyRequest request, CancellationToken cancellation)
    {
        double low = 1, high = 1;
        while (Exceeds(high)) (low, high) = (high, 2 * high);
        while (low == high || !Exceeds(low))
        {
            (high, low) = (low, low / 2);
            // Too little to release: no noise is needed.
            if (low < 1e-9) return 0;
        }

        while (high > low * (1 + Tolerance))
        {
            double middle = Math.Sqrt(low * high);
            if (Exceeds(middle)) low = middle;
            else high = middle;
        }

        return high;

        bool Exceeds(double noise)
        {
            PrivacyRange epsilon = PrivacyAnswer.At(request, noise, cancellation).Epsilon;
            return (request.Account.IsBound ? epsilon.Upper : epsilon.Estimate) > request.Epsilon;
        }
    }
}
