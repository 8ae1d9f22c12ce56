using System.Text.RegularExpressions;

using AlignmentToolkit.LanguageModels.Tokenizers;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Tokenizers;

/// <summary>On the Basic Multilingual Plane .NET's regular expressions are an independent reading of the same patterns.</summary>
public class WordPatternTests
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Qwen2 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Llama3 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // Every kind of sign that the patterns tell apart, often enough to meet its neighbours.
    private static readonly Gen<string> Texts =
        Gen.OneOf(Gen.Char["'sStTrReEvVlLmMdDaZß中ـ09٣½ⅷ .,!—_(){}\u0301\u200D\t\n\r\u00A0\u2003\u3000\u0085"], Gen.Char.Where(c => !char.IsSurrogate(c)))
            .Array[0, 24].Select(letters => new string(letters));

    [Theory]
    [InlineData(Gpt2)]
    [InlineData(Qwen2)]
    [InlineData(Llama3)]
    public void Words_are_those_of_the_regular_expression(string expression)
    {
        Regex regex = new(expression, RegexOptions.CultureInvariant);
        WordPattern pattern = WordPattern.Of(expression)!;
        Texts.Sample(text => Assert.Equal(regex.Matches(text).Select(match => match.Value), Words(pattern, text)), iter: 20_000);
    }

    [Fact]
    public void An_unknown_expression_has_no_pattern() => Assert.Null(WordPattern.Of(@"\w+"));

    [Fact]
    public void Letters_beyond_the_basic_plane_are_letters()
    {
        // Mathematical bold script A (1D4D0), mathematical bold digit one (1D7CF), a llama.
        Assert.Equal([" \U0001D4D0b", "\U0001D7CF", "\U0001F999."], Words(WordPattern.Of(Qwen2)!, " \U0001D4D0b\U0001D7CF\U0001F999."));
        Assert.Equal([" \U0001D4D0b", "\U0001D7CF2", "\U0001F999."], Words(WordPattern.Of(Gpt2)!, " \U0001D4D0b\U0001D7CF2\U0001F999."));
    }

    private static List<string> Words(WordPattern pattern, string text)
    {
        List<string> words = [];
        for (int start = 0; start < text.Length;)
        {
            int end = pattern.WordEnd(text, start);
            Assert.InRange(end, start + 1, text.Length);
            words.Add(text[start..end]);
            start = end;
        }

        return words;
    }
}
