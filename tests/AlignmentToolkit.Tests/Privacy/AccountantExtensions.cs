using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.Renyi;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy;

/// <summary>Accounting that stops when the test run is stopped.</summary>
internal static class AccountantExtensions
{
    public static PrivacyCurve CurveOf(this PrivacyAccountant accountant, PrivacyEvent privacyEvent) =>
        accountant.Account(privacyEvent, TestContext.Current.CancellationToken);

    public static RenyiCurve CurveOf(this RenyiAccountant accountant, PrivacyEvent privacyEvent) =>
        accountant.Account(privacyEvent, TestContext.Current.CancellationToken);
}
