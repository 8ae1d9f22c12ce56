using System.Globalization;
using System.Text;

using AlignmentToolkit.LanguageModels.Tokenizers;

using CsCheck;

using Xunit;

namespace AlignmentToolkit.Tests.LanguageModels.Tokenizers;

public class CanonicalCompositionTests
{
    // Random strings of characters that compose, reorder, decompose for good or do nothing, and what Python's unicodedata makes of them.
    private const string Vectors = """
        928 340 71 45 > 928 300 71 45
        3C9 AC00 7A 2F800 307 73 > 3C9 AC00 7A 4E3D 307 73
        1D15E 9DC > 1D157 1D165 9A1 9BC
        323 391 > 323 391
        FB2A 7A 423 308 7A 340 > 5E9 5C1 7A 4F0 7A 300
        308 63 > 308 63
        5E9 5C1 9DC 900 423 9BC > 5E9 5C1 9A1 9BC 900 423 9BC
        302 439 303 D788 3C9 41 > 302 439 303 D788 3C9 41
        7A 306 F900 FB2A 1100 1E9B > 7A 306 8C48 5E9 5C1 1100 1E9B
        1D16E AC00 93C 327 302 327 > 1D16E AC00 93C 327 327 302
        93C F900 > 93C 8C48
        1D165 5BC 45 423 > 5BC 1D165 45 423
        9DC 300 1175 928 4E00 9DC > 9A1 9BC 300 1175 928 4E00 9A1 9BC
        45 1100 > 45 1100
        11A8 F900 1D16E 41 > 11A8 8C48 1D16E 41
        345 1F82 > 345 1F82
        41 7A 9BC 1D165 5BC 2126 11A8 > 41 7A 9BC 5BC 1D165 3A9 11A8
        1E9B 11C2 > 1E9B 11C2
        438 F900 7A > 438 8C48 7A
        5BC 5D0 327 > 5BC 5D0 327
        340 F900 4F 300 1D165 > 300 8C48 D2 1D165
        5B4 5E9 1D15E 5B4 9DC > 5B4 5E9 1D157 5B4 1D165 9A1 9BC
        212B 30C 928 4F > C5 30C 928 4F
        928 30C 30C > 928 30C 30C
        4E00 302 > 4E00 302
        5BC 61 900 9DC > 5BC 61 900 9A1 9BC
        D788 1100 5D0 C5 71 1D16E > D788 1100 5D0 C5 71 1D16E
        340 340 344 340 439 1E69 344 > 300 300 308 301 300 439 1E69 308 301
        303 41 > 303 41
        1D157 916 438 > 1D157 916 438
        71 439 61 928 > 71 439 61 928
        3C9 AC00 6F 45 306 212B > 3C9 AC00 6F 114 C5
        328 11A8 AC00 > 328 11A8 AC00
        423 438 4E00 1E9B 1E69 > 423 438 4E00 1E9B 1E69
        9BC 4F 900 439 1175 > 9BC 4F 900 439 1175
        331 1E69 916 1F600 69 306 AC00 > 331 1E69 916 1F600 12D AC00
        6F 93C 391 > 6F 93C 391
        331 1F600 AC00 300 11C2 308 2F800 > 331 1F600 AC00 300 11C2 308 4E3D
        308 303 323 344 > 323 308 303 308 301
        30C 304 1F600 F900 11C2 6F 6F > 30C 304 1F600 8C48 11C2 6F 6F
        1F82 331 303 11A8 > 1F82 331 303 11A8
        11A8 AC00 4F 308 439 > 11A8 AC00 D6 439
        1F82 304 1175 > 1F82 304 1175
        1E69 61 1E69 > 1E69 61 1E69
        11A8 4F 423 2126 304 1E69 301 > 11A8 4F 423 3A9 304 1E69 301
        1161 391 340 1E9B 344 > 1161 1FBA 1E9B 308 301
        4F 916 300 5D0 6F 928 1E9B > 4F 916 300 5D0 6F 928 1E9B
        900 1F82 11A8 928 5D0 69 65 > 900 1F82 11A8 928 5D0 69 65
        """;

    [Fact]
    public void Strings_compose_as_by_another_implementation()
    {
        foreach (string[] vector in Vectors.Split('\n').Select(line => line.Split('>')))
            Assert.Equal(Text(vector[1]), CanonicalComposition.Compose(Text(vector[0])));
    }

    [Theory]
    [InlineData("Amelie", "Amelie")]
    [InlineData("Ame\u0301lie", "Am\u00e9lie")]
    [InlineData("\u212b", "\u00c5")]
    [InlineData("\u1112\u1161\u11ab\u1100\u1173\u11af", "\ud55c\uae00")]
    [InlineData("s\u0307\u0323", "\u1e69")]
    [InlineData("\u0958", "\u0915\u093c")]
    public void Examples_of_the_standard_compose(string text, string composed) =>
        Assert.Equal(composed, CanonicalComposition.Compose(text));

    [Fact]
    public void Stretches_compose_by_themselves_in_a_text_that_stays()
    {
        // Between two characters that nothing joins across, a text composes as it does alone.
        string[] lines = Vectors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            string.Join("|\U0001F600", lines.Select(line => Text(line.Split('>')[1]))),
            CanonicalComposition.Compose(string.Join("|\U0001F600", lines.Select(line => Text(line.Split('>')[0])))));
    }

    [Fact]
    public void Composing_twice_changes_nothing() => Gen.String.Sample(text =>
    {
        string once = CanonicalComposition.Compose(text);
        Assert.Equal(once, CanonicalComposition.Compose(once));
    });

    [Fact]
    public void A_pile_of_marks_takes_no_quadratic_time()
    {
        // A million marks: sorting by insertion would need 10^11 steps.
        string pile = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323", 500_000));
        Assert.StartsWith("\u1ea1\u0323", CanonicalComposition.Compose(pile), StringComparison.Ordinal);
    }

    private static string Text(string codes)
    {
        StringBuilder text = new();
        foreach (string code in codes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            text.Append(new Rune(int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        return text.ToString();
    }
}
