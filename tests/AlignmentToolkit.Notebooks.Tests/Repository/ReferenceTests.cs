using System.Text.RegularExpressions;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

public partial class ReferenceTests
{
    [Fact]
    public void Every_citation_key_in_sources_and_notebooks_is_listed_in_the_references()
    {
        HashSet<string> listed = [.. Keys(RepositoryFiles.Read("notebooks/REFERENCES.md"))];
        IEnumerable<string> texts = [.. RepositoryFiles.Under("src", "*.cs"), .. RepositoryFiles.Under("notebooks", "*.ipynb"), .. RepositoryFiles.Under("tests", "*.cs")];
        string[] missing = [.. texts.SelectMany(path => Keys(RepositoryFiles.Read(path)).Where(key => !listed.Contains(key)).Select(key => $"{path}: [{key}]"))];
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Keys(string text) =>
        Citation().Matches(text).SelectMany(match => match.Groups[1].Value.Split("; ")).Where(key => SingleKey().IsMatch(key));

    // One or several keys in one pair of brackets: [Saad Solla 1995; Refinetti 2021].
    [GeneratedRegex(@"\[((?:\p{Lu}[\p{L}-]+ )+\d{4}(?:; (?:\p{Lu}[\p{L}-]+ )+\d{4})*)(?:, [^\]]*)?\]")]
    private static partial Regex Citation();

    [GeneratedRegex(@"^(?:\p{Lu}[\p{L}-]+ )+\d{4}$")]
    private static partial Regex SingleKey();
}
