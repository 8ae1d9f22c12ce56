using System.CommandLine;
using System.Text.Json;

using AlignmentToolkit.Cli.Commands;
using AlignmentToolkit.Datasets;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Data;

public class DataCommandTests
{
    [Fact]
    public async Task The_list_for_programs_holds_the_catalogue()
    {
        string folder = Directory.CreateTempSubdirectory("toolkit-test-").FullName;
        (int exit, string output, _) = await Run("list", "--json", "--folder", folder);
        Directory.Delete(folder);
        Assert.Equal(0, exit);
        JsonElement[] dataSets = [.. JsonDocument.Parse(output).RootElement.GetProperty("dataSets").EnumerateArray()];
        Assert.Equal(DataCatalogue.Public.Names, dataSets.Select(entry => entry.GetProperty("name").GetString()));
        Assert.All(dataSets, entry => Assert.False(entry.GetProperty("here").GetBoolean()));
    }

    [Theory]
    [InlineData("fetch")]
    [InlineData("verify")]
    public async Task An_unknown_name_lists_the_known_ones_on_one_line(string command)
    {
        (int exit, _, string error) = await Run(command, "minst");
        Assert.Equal(2, exit);
        Assert.Equal($"No data set is called 'minst'. The catalogue has: {string.Join(", ", DataCatalogue.Public.Names)}.", error.Trim());
    }

    [Fact]
    public async Task Verifying_fails_for_a_named_data_set_that_is_absent_and_for_any_that_is_damaged()
    {
        string folder = Directory.CreateTempSubdirectory("toolkit-test-").FullName;
        try
        {
            Assert.Equal(0, (await Run("verify", "--folder", folder)).Exit);
            Assert.Equal(1, (await Run("verify", "mnist", "--folder", folder)).Exit);

            Directory.CreateDirectory(Path.Combine(folder, "mnist"));
            await File.WriteAllTextAsync(
                Path.Combine(folder, "mnist", "t10k-labels-idx1-ubyte.gz"), "short", TestContext.Current.CancellationToken);
            (int exit, string output, _) = await Run("verify", "--folder", folder);
            Assert.Equal(1, exit);
            Assert.Contains("mnist/t10k-labels-idx1-ubyte.gz: 5 bytes instead of 4,542", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Exit, string Output, string Error)> Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        InvocationConfiguration configuration = new() { Output = output, Error = error };
        int exit = await DataCommand.Create().Parse(arguments).InvokeAsync(configuration, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
