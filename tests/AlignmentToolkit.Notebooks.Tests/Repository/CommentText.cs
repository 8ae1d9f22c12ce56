using System.Text.Json;
using System.Text.RegularExpressions;

namespace AlignmentToolkit.Notebooks.Tests.Repository;

/// <summary>The prose of a file: what its authors wrote for readers, without the code.</summary>
internal static partial class CommentText
{
    /// <summary>The comments of a C# file, one string for each run of comment lines, so that a sentence may cross lines.</summary>
    public static IEnumerable<string> OfSource(string code) =>
        CommentRun().Matches(code).Select(run => LineBreak().Replace(run.Value.Trim().TrimStart('/'), " "));

    /// <summary>The text cells of a notebook, and the comments of its code cells.</summary>
    public static IEnumerable<string> OfNotebook(string json)
    {
        using JsonDocument notebook = JsonDocument.Parse(json);
        List<string> texts = [];
        foreach (JsonElement cell in notebook.RootElement.GetProperty("cells").EnumerateArray())
        {
            JsonElement lines = cell.GetProperty("source");
            string source = lines.ValueKind == JsonValueKind.String
                ? lines.GetString()!
                : string.Concat(lines.EnumerateArray().Select(line => line.GetString()));
            if (cell.GetProperty("cell_type").GetString() == "code") texts.AddRange(OfSource(source));
            else texts.Add(source.ReplaceLineEndings(" "));
        }
        return texts;
    }

    // A comment starts a line or follows code after a blank; the two slashes of a web address do neither.
    [GeneratedRegex(@"(?:(?<=^|\s)//[^\r\n]*(?:\r?\n[ \t]*(?=//))?)+", RegexOptions.Multiline)]
    private static partial Regex CommentRun();

    [GeneratedRegex(@"\s*\r?\n\s*/*\s*")]
    private static partial Regex LineBreak();
}
