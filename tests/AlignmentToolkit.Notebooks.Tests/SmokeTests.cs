using Xunit;

namespace AlignmentToolkit.Notebooks.Tests;

public class SmokeTests
{
    [Fact]
    public void Truth() => Assert.True(true);
}
