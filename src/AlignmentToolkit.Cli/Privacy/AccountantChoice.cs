using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.LossDistributions;
using AlignmentToolkit.Privacy.Renyi;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>Accountants by the words that stand for them on the command line.</summary>
internal static class AccountantChoice
{
    /// <summary>Privacy-loss distributions.</summary>
    public const string LossDistributions = "pld";

    /// <summary>Rényi divergences.</summary>
    public const string Renyi = "rdp";

    // Somebody who asks once waits a moment longer for three more digits than a loop would.
    private const double Width = 1e-5;

    /// <summary>The accountants.</summary>
    public static IReadOnlyDictionary<string, PrivacyAccountant> All { get; } =
        new Dictionary<string, PrivacyAccountant>(StringComparer.OrdinalIgnoreCase)
        {
            [LossDistributions] = new PrivacyLossAccountant { RelativeWidth = Width },
            [Renyi] = new RenyiAccountant(),
            ["gdp"] = new GaussianLimitAccountant(),
            ["zcdp"] = new ConcentratedAccountant(),
        };
}
