using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>The noise that keeps an ε.</summary>
/// <remarks>ln ε is a smooth, falling function of ln σ: the Illinois variant of regula falsi needs a handful of steps. The answer is the
/// end of
/// the interval at which ε is kept.</remarks>
internal sealed class CalibratedNoise
{
    // No accountant knows ε well enough to make more of σ's digits mean something.
    private const double Tolerance = 1e-6;
    private const double LeastNoise = 1e-6;
    private const int MostSteps = 60;

    private readonly PrivacyRequest _request;
    private readonly CancellationToken _cancellation;

    private CalibratedNoise(PrivacyRequest request, CancellationToken cancellation) => (_request, _cancellation) = (request, cancellation);

    /// <summary>σ for what was asked; 0 where no noise is needed.</summary>
    public static double For(PrivacyRequest request, CancellationToken cancellation) => new CalibratedNoise(request, cancellation).Find();

    private double Find()
    {
        double high = 1, atHigh = Excess(high), low = high, atLow = atHigh;
        while (atHigh > 0) (low, atLow, high, atHigh) = (high, atHigh, 2 * high, Excess(2 * high));
        while (atLow <= 0)
        {
            (high, atHigh, low) = (low, atLow, low / 2);
            if (low < LeastNoise) return 0;
            atLow = Excess(low);
        }

        return Narrow(Math.Log(low), atLow, Math.Log(high), atHigh);
    }

    private double Narrow(double low, double atLow, double high, double atHigh)
    {
        int side = 0;
        for (int i = 0; i < MostSteps && high - low > Tolerance; i++)
        {
            double share = double.IsFinite(atLow) && double.IsFinite(atHigh) ? atLow / (atLow - atHigh) : 0.5;
            // Aiming a little beyond the root brings the far end near as well.
            double next = Math.Clamp(low + share * (high - low), low + 0.25 * Tolerance, high - 0.25 * Tolerance);
            double excess = Excess(Math.Exp(next));
            if (excess > 0)
            {
                (low, atLow) = (next, excess);
                if (side > 0) atHigh /= 2;
                side = 1;
            }
            else
            {
                (high, atHigh) = (next, excess);
                if (side < 0) atLow /= 2;
                side = -1;
            }
        }

        return Math.Exp(high);
    }

    /// <summary>ln ε − ln of what is allowed; 0 or less where ε is kept.</summary>
    private double Excess(double noise)
    {
        PrivacyRange epsilon = PrivacyAnswer.At(_request, noise, _cancellation).Epsilon;
        return Math.Log((_request.ChosenAccountant.IsBound ? epsilon.Upper : epsilon.Estimate) / _request.Epsilon!.Value);
    }
}
