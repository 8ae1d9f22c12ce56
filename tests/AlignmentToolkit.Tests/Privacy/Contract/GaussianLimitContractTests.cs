using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Tests.Privacy.Contract;

public class GaussianLimitContractTests : AccountantContract
{
    protected override PrivacyAccountant Accountant { get; } = new GaussianLimitAccountant();
}
