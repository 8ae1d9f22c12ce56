using AlignmentToolkit.Privacy.Accounting;

using Xunit;

namespace AlignmentToolkit.Tests.Privacy.Accounting;

public class PrivacyRangeTests
{
    [Theory]
    [InlineData(4.216836, 4.216836, 4.216836, "4.2168")]
    [InlineData(1.350935, 1.351391, 1.351811, "1.3514 (1.3509 to 1.3518)")]
    [InlineData(0, 1.559849, 1.559849, "≤ 1.5598")]
    [InlineData(0, 1.263947, double.PositiveInfinity, "≈ 1.2639 (no bound)")]
    [InlineData(0, 1e-5, 1, "≈ 1E-05 (no bound)")]
    [InlineData(0, double.PositiveInfinity, double.PositiveInfinity, "≤ ∞")]
    public void A_range_reads_as_what_is_known(double lower, double estimate, double upper, string text) =>
        Assert.Equal(text, new PrivacyRange(lower, estimate, upper).ToString());
}
