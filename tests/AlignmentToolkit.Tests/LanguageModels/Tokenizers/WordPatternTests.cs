using System.Text.RegularExpressions;

using AlignmentToolkit.LanguageModels.Tokenizers;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Tokenizers;

/// <summary>
/// On the Basic Multilingual Plane .NET's regular expressions are an independent reading of the same patterns; beyond it, where they see
/// two surrogates, a character has to be cut like any other of its class.
/// </summary>
public class WordPatternTests
{
    private const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";
    private const string Qwen2 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Llama3 =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    // Letters of several scripts with the relatives of s and k outside ASCII (U+017F, U+212A); numbers of several kinds; marks, joiners
    // and signs; white space of all kinds and what looks like it.
    private const string Letters = "aZsStTrReEvVlLmMdDßǅЖяשع中のกदʰـſ\u212A";
    private const string Numbers = "0193٣५๓Ⅷⅷ½²①〇";
    private const string Signs = "'’.,!—_(){}#+€©\u0301\u0903\u20DD\u200B\u200D\uFE0F\uFEFF\0\u001C\u180E";
    private const string Spaces = " \t\n\r\v\f\u0085\u00A0\u1680\u2003\u2028\u2029\u3000";

    // Neighbours that the patterns care about come far more often than chance would have them.
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.Char[Letters + Numbers + Signs + Spaces].Select(letter => letter.ToString()),
        Gen.Char.Where(letter => !char.IsSurrogate(letter)).Select(letter => letter.ToString()),
        Gen.Select(Gen.Char["'’ "], Gen.OneOf("s", "t", "re", "ve", "m", "ll", "d", "l", "r", "K", "k\u212A"), Gen.Bool, Gen.Bool)
            .Select((mark, tail, isUpper, isLong) => mark + Spelled(tail, isUpper, isLong)),
        Gen.Char[Numbers].Array[1, 8].Select(letters => new string(letters)),
        Gen.Char[Letters].Array[1, 6].Select(letters => new string(letters)),
        Gen.Char["\r\n \t"].Array[1, 6].Select(letters => new string(letters)),
        Gen.Char[Spaces].Array[1, 4].Select(letters => new string(letters)),
        Gen.Char[Signs].Array[1, 4].Select(letters => new string(letters)));

    private static readonly Gen<string> Texts = Pieces.Array[0, 12].Select(string.Concat);

    // A character of the basic plane and one beyond it of the same class: letters of three categories, numbers of three, marks, signs.
    private static readonly Dictionary<char, string> BeyondTheBasicPlane = new()
    {
        ['Z'] = "\U0001D4D0",
        ['я'] = "\U00010428",
        ['中'] = "\U00020000",
        ['1'] = "\U0001D7CF",
        ['Ⅷ'] = "\U00010140",
        ['½'] = "\U0001F100",
        ['\u0301'] = "\U0001D167",
        ['©'] = "\U0001F999",
        ['\u200D'] = "\U000E0020",
    };

    [Theory]
    [InlineData(Gpt2)]
    [InlineData(Qwen2)]
    [InlineData(Llama3)]
    public void Words_are_those_of_the_regular_expression(string expression)
    {
        Regex regex = Reference(expression);
        WordPattern pattern = WordPattern.Of(expression)!;
        Texts.Sample(text => Assert.Equal(regex.Matches(text).Select(match => match.Value), Words(pattern, text)), iter: 20_000);
    }

    [Theory]
    [InlineData(Gpt2)]
    [InlineData(Qwen2)]
    [InlineData(Llama3)]
    public void Beyond_the_basic_plane_words_end_where_those_of_stand_ins_end(string expression)
    {
        Regex regex = Reference(expression);
        WordPattern pattern = WordPattern.Of(expression)!;
        Gen<string> standIns = Gen.Char[string.Concat(BeyondTheBasicPlane.Keys)].Array[1, 5].Select(letters => new string(letters));
        Gen<string> texts = Gen.OneOf(Pieces, standIns).Array[0, 12].Select(string.Concat);
        texts.Sample(
            text => Assert.Equal(regex.Matches(text).Select(match => Beyond(match.Value)), Words(pattern, Beyond(text))), iter: 10_000);
    }

    [Theory]
    [InlineData("3333333", "333|333|3")]
    [InlineData("a1234.5", "a|123|4|.|5")]
    [InlineData("x=10000000", "x|=|100|000|00")]
    [InlineData(" 42", " |42")]
    [InlineData("½²٣१", "½²٣|१")]
    [InlineData("\U0001D7CF\U0001D7D0\U0001D7D1\U0001D7D2", "\U0001D7CF\U0001D7D0\U0001D7D1|\U0001D7D2")]
    [InlineData("1\U0001D7CF2\U00010140", "1\U0001D7CF2|\U00010140")]
    [InlineData("!\U00020000\U0002A6DFx\U0001F999\n", "!\U00020000\U0002A6DFx|\U0001F999\n")]
    [InlineData("\U0001F999\U0001D4D0", "\U0001F999\U0001D4D0")]
    [InlineData("We'LL can\'T it\'\u017Fo\'\u212A", "We|'LL| can|'T| it|'\u017F|o|'\u212A")]
    [InlineData("a\r\n\r\n  b", "a|\r\n\r\n| | b")]
    [InlineData("if x:\n\n\n    y", "if| x|:\n\n\n|   | y")]
    public void Published_rules_of_Llama_3_by_hand(string text, string words) =>
        Assert.Equal(words.Split('|'), Words(WordPattern.Of(Llama3)!, text));

    [Fact]
    public void An_unknown_expression_has_no_pattern() => Assert.Null(WordPattern.Of(@"\w+"));

    [Fact]
    public void Letters_beyond_the_basic_plane_are_letters()
    {
        // Mathematical bold script A (1D4D0), mathematical bold digit one (1D7CF), a llama.
        Assert.Equal([" \U0001D4D0b", "\U0001D7CF", "\U0001F999."], Words(WordPattern.Of(Qwen2)!, " \U0001D4D0b\U0001D7CF\U0001F999."));
        Assert.Equal([" \U0001D4D0b", "\U0001D7CF2", "\U0001F999."], Words(WordPattern.Of(Gpt2)!, " \U0001D4D0b\U0001D7CF2\U0001F999."));
    }

    // The libraries that the vocabularies were made with fold case as Unicode does, which makes the long s an s; .NET's expressions do not.
    private static Regex Reference(string expression) =>
        new(expression.Replace("(?i:'s", "(?i:'[s\u017F]", StringComparison.Ordinal), RegexOptions.CultureInvariant);

    private static string Spelled(string text, bool isUpper, bool isLong)
    {
        string spelled = isUpper ? text.ToUpperInvariant() : text;
        return isLong ? spelled.Replace('s', 'ſ') : spelled;
    }

    private static string Beyond(string text) =>
        string.Concat(text.Select(letter => BeyondTheBasicPlane.GetValueOrDefault(letter, letter.ToString())));

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
