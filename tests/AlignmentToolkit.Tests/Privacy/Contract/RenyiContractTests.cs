using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Renyi;

namespace AlignmentToolkit.Tests.Privacy.Contract;

public class RenyiContractTests : AccountantContract
{
    protected override PrivacyAccountant Accountant { get; } = new RenyiAccountant();
}
