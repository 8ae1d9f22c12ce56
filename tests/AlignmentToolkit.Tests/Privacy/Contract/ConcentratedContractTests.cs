using AlignmentToolkit.Privacy.Accounting;

namespace AlignmentToolkit.Tests.Privacy.Contract;

public class ConcentratedContractTests : AccountantContract
{
    protected override PrivacyAccountant Accountant { get; } = new ConcentratedAccountant();
}
