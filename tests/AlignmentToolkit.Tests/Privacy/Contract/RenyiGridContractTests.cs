using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Renyi;

namespace AlignmentToolkit.Tests.Privacy.Contract;

public class RenyiGridContractTests : AccountantContract
{
    protected override PrivacyAccountant Accountant { get; } = new RenyiAccountant(RenyiOrders.Default, RenyiConversion.Classic);
}
