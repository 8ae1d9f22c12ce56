using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Running;

public class OutputTextTests
{
    [Theory]
    [InlineData("accuracy 0.9431 ± 0.0021", "accuracy 0.9428 ± 0.0023")]
    [InlineData("9,431 of 10,000 right", "9,428 of 10,000 right")]
    [InlineData("0.3 points", "0.1 points")]
    [InlineData("err  1.2e-9", "err  −7.7e-8")]
    [InlineData("| a   |\n-----\n  9.98", "| a |\n------\n 10.02")]
    [InlineData("−0.1", "0.1")]
    [InlineData("instructions  256-bit vectors", "instructions  512-bit vectors")]
    public void Texts_that_differ_by_rounding_agree(string committed, string now) => Assert.Null(OutputText.Difference(committed, now));

    [Theory]
    [InlineData("accuracy 0.9431", "accuracy 0.8831")] // beyond 5 %
    [InlineData("0.4 points", "0.1 points")] // beyond two units of the last place
    [InlineData("4 epochs", "5 epochs")] // whole numbers below 20 are exact
    [InlineData("9,431 right", "8,831 right")]
    [InlineData("2.5e-3", "2.5e-4")]
    [InlineData("learned: yes", "learned: no")]
    [InlineData("✓ number matches", "✗ differs")]
    [InlineData("mnist, 10 classes", "glyphs, 10 classes")]
    [InlineData("1.5 and 2.5", "1.5")]
    [InlineData("1.5", "1.5 and 2.5")]
    [InlineData("0.25", "NaN")]
    [InlineData("settings  0123456789ab", "settings  0123456789ac")]
    [InlineData("W1ᵀ, B2", "W1ᵀ, B1")]
    public void Texts_that_say_something_else_differ(string committed, string now) => Assert.NotNull(OutputText.Difference(committed, now));

    [Fact]
    public void A_difference_names_both_words_and_where_they_stand() =>
        Assert.Equal(
            "'0.94' is now '0.50' after \"test accuracy\"", OutputText.Difference("test accuracy 0.94 by FA", "test accuracy 0.50 by FA"));
}
