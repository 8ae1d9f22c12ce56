using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.LossDistributions;

namespace AlignmentToolkit.Tests.Privacy.Contract;

public class PrivacyLossContractTests : AccountantContract
{
    protected override PrivacyAccountant Accountant { get; } = new PrivacyLossAccountant();

    // The width of its ranges.
    protected override double Slack => 1e-3;
}
