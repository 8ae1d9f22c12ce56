using System.CommandLine;
using System.Text.Json;

using AlignmentToolkit.Cli;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Training;

/// <summary><c>toolkit train</c> from its arguments to its report and exit code.</summary>
public class TrainCommandTests
{
    private static readonly string[] Tiny =
        ["--rule", "dfa", "--hidden", "16", "--images", "300", "--batch", "20"];

    [Fact]
    public async Task The_report_for_programs_has_an_entry_before_training_and_one_for_each_epoch()
    {
        (int exit, string output, string error) = await Run([.. Tiny, "--epochs", "2", "--json"]);
        Assert.Equal(0, exit);
        Assert.Empty(error);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement report = document.RootElement;
        Assert.Equal([784, 16, 10], report.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32()));
        Assert.Equal(300, report.GetProperty("trainingImages").GetInt32());
        JsonElement[] epochs = [.. report.GetProperty("epochs").EnumerateArray()];
        Assert.Equal([0, 1, 2], epochs.Select(epoch => epoch.GetProperty("epoch").GetInt32()));
        // An accuracy is a number of right answers among the images that were looked at.
        double right = 300 * epochs[^1].GetProperty("trainingAccuracy").GetDouble();
        Assert.Equal(Math.Round(right), right, 1e-6);
        Assert.Equal(
            epochs[^1].GetProperty("testAccuracy").GetDouble(), report.GetProperty("final").GetProperty("testAccuracy").GetDouble());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers_at_any_number_of_threads_and_another_seed_gives_others()
    {
        string[] first = await Numbers("--seed", "one", "--threads", "1");
        Assert.Equal(first, await Numbers("--seed", "one", "--threads", "2"));
        Assert.NotEqual(first, await Numbers("--seed", "two", "--threads", "1"));

        static async Task<string[]> Numbers(params string[] arguments)
        {
            (_, string output, _) = await Run([.. Tiny, "--epochs", "2", .. arguments, "--json"]);
            using JsonDocument document = JsonDocument.Parse(output);
            string[] names = ["trainingLoss", "trainingAccuracy", "validationAccuracy", "testAccuracy", "feedbackAngles", "updateAngles"];
            return [.. document.RootElement.GetProperty("epochs").EnumerateArray()
                .SelectMany(epoch => names.Select(name => epoch.GetProperty(name).GetRawText()))];
        }
    }

    [Fact]
    public async Task The_report_for_people_counts_one_epoch_in_the_singular()
    {
        (int exit, string output, _) = await Run([.. Tiny, "--epochs", "1"]);
        Assert.Equal(0, exit);
        Assert.Contains(" after 1 epoch\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--epochs", "x", "a whole number")]
    [InlineData("--epochs", "1.5", "a whole number")]
    [InlineData("--epochs", "0", "at least 1")]
    [InlineData("--images", "x", "a whole number")]
    [InlineData("--images", "2000000000", "1 to 1000000")]
    [InlineData("--batch", "301", "1 to 300")]
    [InlineData("--learning-rate", "NaN", "finite")]
    [InlineData("--learning-rate", "fast", "a number")]
    [InlineData("--momentum", "1", "less than 1")]
    [InlineData("--hidden", "10,,3", "whole numbers")]
    [InlineData("--activation", "step", "relu")]
    [InlineData("--rule", "magic", "dfa")]
    [InlineData("--data", "minst", "glyphs")]
    [InlineData("--threads", "0", "1 to 1024")]
    public async Task A_value_that_is_not_allowed_is_one_line_that_says_what_is_and_exit_code_2(string option, string value, string allowed)
    {
        (int exit, string output, string error) = await Run(option == "--images" ? [option, value] : ["--images", "300", option, value]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Single(error.Trim().ReplaceLineEndings("\n").Split('\n'));
        Assert.Contains(value, error, StringComparison.Ordinal);
        Assert.Contains(allowed, error, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Error)> Run(string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        InvocationConfiguration configuration = new() { Output = output, Error = error };
        string[] words = ["train", .. arguments];
        int exit = await ToolkitCommand.RunAsync(words, configuration, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
