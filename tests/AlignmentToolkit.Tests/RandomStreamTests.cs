using AlignmentToolkit.Numerics;

using Xunit;

namespace AlignmentToolkit.Tests;

public class SmokeTests
{
    [Fact]
    public void Same_name_same_bits() => Assert.Equal(RandomStream.From("a").NextUInt64(), RandomStream.From("a").NextUInt64());
}
