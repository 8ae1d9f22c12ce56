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

    /// <summary>The accountants.</summary>
    public static IReadOnlyDictionary<string, PrivacyAccountant> All { get; } =
        new Dictionary<string, PrivacyAccountant>(StringComparer.OrdinalIgnoreCase)
        {
            [LossDistributions] = new PrivacyLossAccountant(),
            [Renyi] = new RenyiAccountant(),
            ["gdp"] = new GaussianLimitAccountant(),
            ["zcdp"] = new ConcentratedAccountant(),
        };
}
