using System.CommandLine;
using System.Text.Json;

using AlignmentToolkit.Cli;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Generating;

/// <summary>Runs <c>toolkit generate</c> in this process.</summary>
internal static class GenerateProgram
{
    public static int[] Ids(JsonElement answer, string name) =>
        [.. answer.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];

    public static async Task<JsonElement> Answer(params string[] arguments)
    {
        (int exit, string output, string error) = await Run([.. arguments, "--json"]);
        Assert.Equal("", error);
        Assert.Equal(0, exit);
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    public static async Task<(int Exit, string Output, string Error)> Run(string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        InvocationConfiguration configuration = new() { Output = output, Error = error };
        string[] words = ["generate", .. arguments];
        int exit = await ToolkitCommand.RunAsync(words, configuration, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
