using System.CommandLine;
using System.Globalization;
using System.Text.Json;

using AlignmentToolkit.Cli;

using Xunit;

namespace AlignmentToolkit.Notebooks.Tests.Privacy;

/// <summary><c>toolkit privacy</c> from its arguments to its answer and exit code; the expected numbers are published test
/// vectors.</summary>
public class PrivacyCommandTests
{
    private const string Training = "--sampling-rate 256/60000 --steps 3516 --delta 1e-5";

    [Theory]
    [InlineData("--noise 1.5 --sampling-rate 0.04 --steps 2250 --delta 1e-5", 6.7687804)]
    [InlineData("--noise 0.7 --sampling-rate 0.01 --steps 120 --delta 1e-5", 2.4612377)]
    [InlineData("--noise 1 --sampling-rate 0.01 --steps 10000 --delta 1e-6 --sampling poisson --accountant pld", 6.9073846)]
    public async Task The_interval_of_loss_distributions_holds_the_true_epsilon(string arguments, double epsilon)
    {
        JsonElement answer = await Answer($"epsilon {arguments}");
        Assert.InRange(epsilon, answer.GetProperty("lower").GetDouble() - 2e-6, answer.GetProperty("upper").GetDouble() + 2e-6);
        Assert.Equal(epsilon, answer.GetProperty("estimate").GetDouble(), 1e-3 * epsilon);
        Assert.True(answer.GetProperty("isBound").GetBoolean());
    }

    [Fact]
    public async Task The_upper_bound_of_divergences_is_the_published_one()
    {
        // The published number stands at the best order of a grid, 3.9; the search looks between its points, too.
        JsonElement answer = await Answer("epsilon --noise 1.5 --sampling-rate 0.04 --steps 2250 --delta 1e-5 --accountant rdp");
        Assert.InRange(answer.GetProperty("upper").GetDouble(), 7.329111171484 - 0.01, 7.329111171484);
        Assert.Equal(0, answer.GetProperty("lower").GetDouble());
    }

    [Fact]
    public async Task The_limit_is_an_estimate_without_an_upper_end()
    {
        const string arguments = "epsilon --noise 1.5 --sampling-rate 0.04 --steps 2249 --delta 1e-5 --accountant gdp";
        JsonElement answer = await Answer(arguments);
        Assert.Equal(6.599820769, answer.GetProperty("estimate").GetDouble(), 1e-8);
        Assert.Equal("Infinity", answer.GetProperty("upper").GetString());
        Assert.False(answer.GetProperty("isBound").GetBoolean());
        string text = (await Run(arguments)).Output;
        Assert.Contains("ε ≈ 6.59982   an estimate, not a bound", text, StringComparison.Ordinal);
        Assert.DoesNotContain("guaranteed", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pld")]
    [InlineData("gdp")]
    public async Task Without_sampling_epsilon_is_that_of_one_Gaussian_mechanism(string accountant)
    {
        JsonElement answer = await Answer($"epsilon --noise 4 --steps 15 --delta 1e-5 --accountant {accountant}");
        Assert.Equal(4.216836, answer.GetProperty("estimate").GetDouble(), 1e-3 * 4.2);
        Assert.InRange(4.216836, answer.GetProperty("lower").GetDouble() - 1e-6, answer.GetProperty("upper").GetDouble() + 1e-6);
        Assert.Equal("none", answer.GetProperty("sampling").GetString());
        Assert.Equal(1, answer.GetProperty("samplingRate").GetDouble());
    }

    [Theory]
    [InlineData("256/60000")]
    [InlineData("0.004")]
    public async Task Fixed_batches_are_accounted_for_by_divergences_unless_asked_otherwise(string rate)
    {
        JsonElement answer = await Answer($"epsilon --noise 1.3 --sampling-rate {rate} --sampling fixed --steps 1000 --delta 1e-5");
        Assert.Equal("rdp", answer.GetProperty("accountant").GetString());
        // Nothing sampled costs less than the limit, and no more than using all of the data.
        JsonElement limit = await Answer(
            $"epsilon --noise 1.3 --sampling-rate {rate} --sampling fixed --steps 1000 --delta 1e-5 --accountant gdp");
        Assert.InRange(answer.GetProperty("upper").GetDouble(), limit.GetProperty("estimate").GetDouble(), 100);
    }

    [Fact]
    public async Task The_answer_for_programs_begins_with_the_interval_and_repeats_what_was_asked()
    {
        JsonElement answer = await Answer($"epsilon --noise 1 {Training}");
        Assert.Equal(["lower", "estimate", "upper"], answer.EnumerateObject().Take(3).Select(property => property.Name));
        Assert.Equal(1, answer.GetProperty("noise").GetDouble());
        Assert.Equal(256.0 / 60000, answer.GetProperty("samplingRate").GetDouble());
        Assert.Equal("poisson", answer.GetProperty("sampling").GetString());
        Assert.Equal(3516, answer.GetProperty("steps").GetInt64());
        Assert.Equal(1e-5, answer.GetProperty("delta").GetDouble());
        Assert.Equal("pld", answer.GetProperty("accountant").GetString());
        Assert.False(answer.TryGetProperty("epsilon", out _));
        Assert.False(answer.TryGetProperty("remark", out _));
    }

    [Fact]
    public async Task An_infinite_epsilon_is_text_in_JSON_and_has_its_reason()
    {
        const string arguments = "epsilon --noise 0 --steps 1 --delta 1e-5";
        JsonElement answer = await Answer(arguments);
        Assert.Equal("Infinity", answer.GetProperty("upper").GetString());
        Assert.NotEmpty(answer.GetProperty("remark").GetString()!);
        string text = (await Run(arguments)).Output;
        Assert.Contains("∞", text, StringComparison.Ordinal);
        Assert.Contains("Note: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--noise 0.5 --sampling-rate 0 --steps 100")]
    [InlineData("--noise Infinity --sampling-rate 0.5 --steps 100")]
    [InlineData("--noise 0.5 --sampling-rate 0.5 --steps 0")]
    public async Task What_shows_nothing_costs_nothing(string arguments)
    {
        JsonElement answer = await Answer($"epsilon {arguments} --delta 1e-5");
        Assert.Equal(0, answer.GetProperty("upper").GetDouble());
    }

    [Fact]
    public async Task The_answer_for_people_never_prints_a_smaller_guarantee()
    {
        double upper = (await Answer($"epsilon --noise 1 {Training} --accountant rdp")).GetProperty("upper").GetDouble();
        string line = (await Run($"epsilon --noise 1 {Training} --accountant rdp")).Output.Split('\n').Single(
            text => text.StartsWith("ε ≤ ", StringComparison.Ordinal));
        double printed = double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
        Assert.InRange(printed, upper, upper * (1 + 1e-5));
    }

    [Theory]
    [InlineData("pld", 1.34589837)]
    [InlineData("gdp", 1.3232421875)]
    [InlineData("rdp", 1.416015625)]
    public async Task Calibration_finds_the_published_noise(string accountant, double noise)
    {
        // The published numbers were bisected until ε was within 0.01 of 8, where dε/dσ is about −10; only the first is exact.
        JsonElement answer = await Answer(
            $"calibrate --epsilon 8 --sampling-rate 0.04 --steps 2250 --delta 1e-5 --accountant {accountant}");
        Assert.Equal(noise, answer.GetProperty("noise").GetDouble(), accountant == "pld" ? 2e-5 : 2e-3 * noise);
        string kept = accountant == "gdp" ? "estimate" : "upper";
        Assert.InRange(answer.GetProperty(kept).GetDouble(), 8 * (1 - 1e-3), 8);
        Assert.Equal(8, answer.GetProperty("epsilon").GetDouble());
    }

    [Fact]
    public async Task The_calibrated_noise_keeps_epsilon_when_it_is_typed_in_again()
    {
        string output = (await Run("calibrate --epsilon 2 --steps 10 --delta 1e-6 --accountant rdp")).Output;
        string noise = output.Split('\n').Single(line => line.StartsWith("σ = ", StringComparison.Ordinal)).Split(' ')[2];
        JsonElement answer = await Answer($"epsilon --noise {noise} --steps 10 --delta 1e-6 --accountant rdp");
        Assert.InRange(answer.GetProperty("upper").GetDouble(), 2 * (1 - 1e-3), 2);
    }

    [Theory]
    [InlineData("--noise -1", "--noise -1", "at least 0")]
    [InlineData("--noise NaN", "--noise NaN", "at least 0")]
    [InlineData("--noise loud", "--noise loud", "a number")]
    [InlineData("--delta 0", "--delta 0", "strictly between 0 and 1")]
    [InlineData("--delta 1", "--delta 1", "strictly between 0 and 1")]
    [InlineData("--delta NaN", "--delta NaN", "strictly between 0 and 1")]
    [InlineData("--steps -1", "--steps -1", "at least 0")]
    [InlineData("--steps 1.5", "--steps 1.5", "a whole number")]
    [InlineData("--sampling-rate 1.1", "--sampling-rate 1.1", "from 0 to 1")]
    [InlineData("--sampling-rate -0.1", "--sampling-rate -0.1", "from 0 to 1")]
    [InlineData("--sampling-rate NaN", "--sampling-rate NaN", "from 0 to 1")]
    [InlineData("--sampling-rate 7/5", "--sampling-rate 7/5", "256/60000")]
    [InlineData("--sampling-rate 1/0", "--sampling-rate 1/0", "256/60000")]
    [InlineData("--accountant magic", "--accountant magic", "pld, rdp, gdp, zcdp")]
    [InlineData("--sampling shuffled", "--sampling shuffled", "poisson, fixed, none")]
    [InlineData("--sampling none", "--sampling none", "--sampling-rate")]
    [InlineData("--accountant zcdp", "--accountant zcdp", "--sampling poisson")]
    public async Task A_value_that_is_not_allowed_is_one_line_that_says_what_is_and_exit_code_2(string change, string named, string allowed)
    {
        string[] words = ["--noise", "1", "--sampling-rate", "0.01", "--steps", "10", "--delta", "1e-5"];
        string[] changed = change.Split(' ');
        int place = Array.IndexOf(words, changed[0]);
        if (place >= 0) words[place + 1] = changed[1];
        else words = [.. words, .. changed];
        await AssertRefused($"epsilon {string.Join(' ', words)}", named, allowed);
    }

    [Theory]
    [InlineData("epsilon --sampling-rate 0.1 --steps 10 --delta 1e-5", "--noise", "required")]
    [InlineData("epsilon --noise 1 --sampling-rate 0.1 --steps 10", "--delta", "required")]
    [InlineData("epsilon --noise 1 --delta 1e-5", "--steps", "required")]
    [InlineData("epsilon --noise 1 --sampling poisson --steps 10 --delta 1e-5", "--sampling poisson", "--sampling-rate")]
    [InlineData("calibrate --sampling-rate 0.1 --steps 10 --delta 1e-5", "--epsilon", "required")]
    [InlineData("calibrate --epsilon 0 --steps 10 --delta 1e-5", "--epsilon 0", "greater than 0")]
    [InlineData("calibrate --epsilon Infinity --steps 10 --delta 1e-5", "--epsilon Infinity", "finite")]
    public async Task What_is_missing_or_makes_no_sense_is_named(string arguments, string named, string allowed) =>
        await AssertRefused(arguments, named, allowed);

    [Theory]
    [InlineData("epsilon", "--noise")]
    [InlineData("calibrate", "--epsilon")]
    public async Task The_help_explains_every_option_and_shows_an_example(string subcommand, string option)
    {
        (int exit, string output, _) = await Run($"{subcommand} --help");
        Assert.Equal(0, exit);
        string[] expected =
            [option, "--sampling-rate", "--steps", "--delta", "--sampling", "--accountant", "--json", "pld", "toolkit privacy"];
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    private static async Task AssertRefused(string arguments, string named, string allowed)
    {
        (int exit, string output, string error) = await Run(arguments);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Single(error.Trim().ReplaceLineEndings("\n").Split('\n'));
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Contains(allowed, error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Answer(string arguments)
    {
        (int exit, string output, string error) = await Run($"{arguments} --json");
        Assert.Equal(string.Empty, error);
        Assert.Equal(0, exit);
        using JsonDocument document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    private static async Task<(int Exit, string Output, string Error)> Run(string arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        InvocationConfiguration configuration = new() { Output = output, Error = error };
        string[] words = ["privacy", .. arguments.Split(' ')];
        int exit = await ToolkitCommand.RunAsync(words, configuration, TestContext.Current.CancellationToken);
        return (exit, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }
}
