using System.Text.RegularExpressions;

using AlignmentToolkit.CreditAssignment;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

/// <summary>
/// One form of citation everywhere: a key of notebooks/REFERENCES.md in brackets, with the place in the work after a comma.
/// </summary>
public partial class ReferenceTests
{
    private const string Year = @"(?:19|20)\d\d\b";
    private const string KeyPattern = @"(?:\p{Lu}[\p{L}-]+ )+\d{4}";

    private static readonly HashSet<string> Listed =
        [.. RowKey().Matches(RepositoryFiles.Read("notebooks/REFERENCES.md")).Select(row => row.Groups[1].Value)];

    [Fact]
    public void Every_citation_in_sources_and_notebooks_is_a_key_of_the_references() =>
        AssertNone(Comments().SelectMany(comment => WrongBrackets(comment.Text).Select(bracket => $"{comment.Path}: {bracket}")));

    [Fact]
    public void No_comment_cites_a_work_outside_of_brackets() => AssertNone(
        Comments().Where(comment => comment.Path.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(comment => LooseCitation().Matches(comment.Text).Select(match => $"{comment.Path}: {match.Value}")));

    [Fact]
    public void Every_learning_rule_names_a_work_of_the_references() =>
        AssertNone(
            LearningRules.All.Select(rule => rule.Reference).Where(reference => reference != "control" && !Listed.Contains(reference)));

    [Fact]
    public void The_references_list_no_work_twice() =>
        Assert.Equal(Listed.Count, RowKey().Count(RepositoryFiles.Read("notebooks/REFERENCES.md")));

    [Theory]
    [InlineData("[Lillicrap 2016]", true)]
    [InlineData("[Saad Solla 1995; Refinetti 2021, equation 7]", true)]
    [InlineData("[Hairer 1993, II.4–II.6]", true)]
    [InlineData("values in [0, 2000] and [Left, Right]", true)]
    [InlineData("[Nobody 2016]", false)]
    [InlineData("[Lillicrap et al. 2016]", false)]
    [InlineData("[Lillicrap, Cownden, Tweed and Akerman 2016]", false)]
    [InlineData("[see Lillicrap 2016]", false)]
    [InlineData("[Lillicrap (2016)]", false)]
    [InlineData("[Lillicrap 2016; Nobody 2020]", false)]
    public void A_bracket_with_a_name_and_a_year_has_to_be_a_listed_key(string text, bool isRight) =>
        Assert.Equal(isRight, !WrongBrackets(text).Any());

    [Theory]
    [InlineData("as in [Saad Solla 1995]", false)]
    [InlineData("a gzip trailer (RFC 1952, section 2.3.1)", false)]
    [InlineData("Source: Saad and Solla (1995).", true)]
    [InlineData("Salmon et al. say", true)]
    [InlineData("(Kahan, \"How futile\", 2006, section 12)", true)]
    [InlineData("Kingma and Ba 2015", true)]
    public void A_name_with_a_year_in_running_text_is_a_loose_citation(string text, bool isLoose) =>
        Assert.Equal(isLoose, LooseCitation().IsMatch(text));

    private static void AssertNone(IEnumerable<string> faults)
    {
        string[] all = [.. faults];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }

    private static IEnumerable<string> WrongBrackets(string text) => Bracket().Matches(text).Select(match => match.Value)
        .Where(bracket => NameAndYear().IsMatch(bracket))
        .Where(bracket => !Citation().IsMatch(bracket) || !Citation().Match(bracket).Groups[1].Value.Split("; ").All(Listed.Contains));

    private static IEnumerable<(string Path, string Text)> Comments() =>
    [
        .. new[] { "src", "tests" }.SelectMany(folder => RepositoryFiles.Under(folder, "*.cs"))
            .SelectMany(path => CommentText.OfSource(RepositoryFiles.Read(path)).Select(text => (path, text))),
        .. RepositoryFiles.Under("notebooks", "*.ipynb")
            .SelectMany(path => CommentText.OfNotebook(RepositoryFiles.Read(path)).Select(text => (path, text))),
    ];

    [GeneratedRegex(@"^\| \[(" + KeyPattern + @")\] \|", RegexOptions.Multiline)]
    private static partial Regex RowKey();

    [GeneratedRegex(@"\[[^\[\]]*\]")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"\p{Lu}[\p{L}-]+(?:[\s,.&]|\band\b|\bet\b|\bal\b|\p{Lu}[\p{L}-]*)*\(?" + Year)]
    private static partial Regex NameAndYear();

    [GeneratedRegex(@"^\[(" + KeyPattern + "(?:; " + KeyPattern + @")*)(?:, [^\]]*)?\]$")]
    private static partial Regex Citation();

    // A year alone in parentheses; the Latin for "and others"; two names and a year; a name and a year in parentheses, unless the
    // number is that of an RFC.
    [GeneratedRegex(
        @"\(" + Year + @"\)|\bet al\b|(?:\band|&) \p{Lu}[\p{L}-]+,? \(?" + Year
        + @"|\(\p{Lu}[^()\[\]]*\b(?<!RFC )" + Year + @"[^()\[\]]*\)")]
    private static partial Regex LooseCitation();
}
