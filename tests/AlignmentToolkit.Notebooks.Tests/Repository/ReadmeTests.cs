using System.Text.RegularExpressions;

using AlignmentToolkit.Cli;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

public partial class ReadmeTests
{
    public static TheoryData<string> Pages =>
        [.. RepositoryFiles.Under(".", "*.md").Where(path => !path.StartsWith("artifacts/", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file_or_folder(string page)
    {
        string folder = Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(page)!);
        IEnumerable<string> targets = Link().Matches(RepositoryFiles.Read(page)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Select(target => target.Split('#')[0]);
        Assert.All(
            targets, target => Assert.True(Path.Exists(Path.Combine(folder, target)), $"{page} links to '{target}', which does not exist"));
    }

    [Fact]
    public void Every_toolkit_command_in_a_code_fence_parses()
    {
        string[] commands = [.. ToolkitCall().Matches(string.Join('\n', RepositoryFiles.Under(".", "*.md").Select(RepositoryFiles.Read)))
            .Select(match => match.Groups[1].Value.Trim())];
        Assert.True(commands.Length >= 5, "the README shows fewer commands than it should");
        Assert.All(
            commands, line => Assert.Empty(ToolkitCommand.Create().Parse(line).Errors.Select(error => $"toolkit {line}: {error.Message}")));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // `toolkit …` at the start of a line, or after the project in a dotnet run line; a comment after two blanks does not belong to it.
    [GeneratedRegex(@"^(?:toolkit|dotnet run .*AlignmentToolkit\.Cli --) ([a-z][^#\n]*)", RegexOptions.Multiline)]
    private static partial Regex ToolkitCall();
}
