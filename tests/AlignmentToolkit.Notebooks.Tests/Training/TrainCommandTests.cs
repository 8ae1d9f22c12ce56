using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;

using AlignmentToolkit.Cli;
using AlignmentToolkit.CreditAssignment;

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

    [Fact]
    public async Task Several_seeds_are_the_runs_of_each_seed_and_their_mean()
    {
        using JsonDocument document = JsonDocument.Parse((await Run([.. Tiny, "--epochs", "2", "--seeds", "3", "--json"])).Output);
        JsonElement report = document.RootElement;
        double[] accuracies = [.. report.GetProperty("runs").EnumerateArray().Select(FinalAccuracy)];
        Assert.Equal(3, accuracies.Length);
        for (int seed = 0; seed < 3; seed++)
        {
            (_, string output, _) = await Run([.. Tiny, "--epochs", "2", "--seed", $"{seed}", "--json"]);
            using JsonDocument single = JsonDocument.Parse(output);
            Assert.Equal(FinalAccuracy(single.RootElement), accuracies[seed]);
        }

        JsonElement summary = report.GetProperty("summary").GetProperty("testAccuracy");
        double mean = accuracies.Average(), squares = accuracies.Sum(accuracy => (accuracy - mean) * (accuracy - mean));
        Assert.Equal(mean, summary.GetProperty("mean").GetDouble(), 1e-12);
        Assert.Equal(Math.Sqrt(squares / 2), summary.GetProperty("standardDeviation").GetDouble(), 1e-12);

        static double FinalAccuracy(JsonElement run) => run.GetProperty("final").GetProperty("testAccuracy").GetDouble();
    }

    [Fact]
    public async Task The_report_of_several_seeds_for_people_ends_with_their_mean_and_spread()
    {
        (int exit, string output, _) = await Run([.. Tiny, "--epochs", "1", "--seeds", "2"]);
        Assert.Equal(0, exit);
        Assert.Contains("seed 1  epoch   1", output, StringComparison.Ordinal);
        Assert.Matches(@"DFA: [\d.]+ ± [\d.]+ % over 2 runs", output);
        Assert.Matches(@"∠\(W2ᵀ, B1\) = [\d.]+° ± [\d.]+°", output);
    }

    [Theory]
    [InlineData("pepita")]
    [InlineData("afa")]
    [InlineData("pepita-hebbian")]
    public async Task Mirroring_turns_the_projection_towards_the_weights_before_anything_is_learned(string rule)
    {
        string[] arguments = ["--rule", rule, "--hidden", "16", "--images", "2000", "--epochs", "3", "--kappa", "0.1"];
        (int exit, string output, _) = await Run(
            [.. arguments, "--pre-mirroring", "2", "--mirror-every", "1", "--mirror-rate", "2", "--mirror-decay", "0.02", "--json"]);
        Assert.Equal(0, exit);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal(0.1, document.RootElement.GetProperty("ofRule").GetProperty("kappa").GetDouble());
        JsonElement[] epochs = [.. document.RootElement.GetProperty("epochs").EnumerateArray()];
        Assert.Equal(JsonValueKind.Null, epochs[2].GetProperty("trainingLoss").ValueKind);
        Assert.Equal(epochs[0].GetProperty("testAccuracy").GetDouble(), epochs[2].GetProperty("testAccuracy").GetDouble());
        Assert.NotEqual(JsonValueKind.Null, epochs[3].GetProperty("trainingLoss").ValueKind);

        // An unrelated direction among 784 × 16 lies within a few degrees of 90. In 62 steps of rate 2 the mirror gathers about 0.9 of its
        // own size along the weights (η_M·½σ²·std(W)/std(M) a step) and 0.5 of noise, and forgets where it started: about 30 degrees.
        Assert.InRange(LayerAngle(epochs[0]), 85, 95);
        Assert.InRange(LayerAngle(epochs[2]), 0, 60);

        static double LayerAngle(JsonElement epoch) => epoch.GetProperty("feedbackAngles").EnumerateArray()
            .Single(angle => angle.GetProperty("between").GetString()!.Contains("M1", StringComparison.Ordinal))
            .GetProperty("degrees").GetDouble();
    }

    [Theory]
    [InlineData("--rule dfa --kappa 0.1", "--kappa", "pepita-hebbian")]
    [InlineData("--rule bp --mirror-every 2", "--mirror-every", "afa")]
    [InlineData("--rule pepita --mirror-rate 0.1", "--mirror-rate", "--pre-mirroring")]
    [InlineData("--rule pepita-mirror --projection uniform", "--projection uniform", "normal")]
    [InlineData("--rule pepita --pre-mirroring 10", "--pre-mirroring 10", "0 to 9")]
    [InlineData("--rule pepita-mirror --epochs 2", "--epochs 2", "more than the 2")]
    [InlineData("--rule pepita --threshold 2", "--threshold", "ff")]
    [InlineData("--rule ff --kappa 0.1", "--kappa", "pepita")]
    [InlineData("--rule ff --dropout 0.1", "--dropout", "ff")]
    [InlineData("--rule ff --normalise batch", "--normalise batch", "rms")]
    [InlineData("--rule ff --activation tanh", "ReLU", "tanh")]
    [InlineData("--rule ff --goodness median", "--goodness median", "mean")]
    [InlineData("--rule ff --negatives fake", "--negatives fake", "hard")]
    [InlineData("--rule ff --prediction guess", "--prediction guess", "one-pass")]
    [InlineData("--rule ff --threshold 0", "--threshold 0", "greater than 0")]
    [InlineData("--rule fa --optics stored", "--optics", "dfa")]
    [InlineData("--rule dfa --optics glass", "--optics glass", "implicit")]
    [InlineData("--rule bp --ternary 0.1", "--ternary", "dfa")]
    [InlineData("--rule dfa --ternary -1", "--ternary -1", "at least 0")]
    [InlineData("--rule dfa --noise NaN", "--noise NaN", "at least 0")]
    [InlineData("--rule dfa --signal-to-noise 0", "--signal-to-noise 0", "greater than 0")]
    [InlineData("--rule dfa --noise 1 --signal-to-noise 1", "--noise", "exclude")]
    [InlineData("--optimiser adam --momentum 0.5", "--momentum", "sgd")]
    [InlineData("--optimiser adam --weight-decay 0.1", "--weight-decay", "sgd")]
    [InlineData("--seed a --seeds 2", "--seeds 2", "exclude")]
    public async Task An_option_that_does_not_go_with_another_is_refused_by_name_with_what_it_goes_with(
        string arguments, string option, string partner)
    {
        (int exit, string output, string error) = await Run(["--images", "300", .. arguments.Split(' ')]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(option, error, StringComparison.Ordinal);
        Assert.Contains(partner, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--optimiser", "adam")]
    [InlineData("--initialiser", "he-normal")]
    [InlineData("--normalise", "length")]
    [InlineData("--normalise", "rms")]
    [InlineData("--normalise", "batch")]
    public async Task An_option_of_any_rule_changes_what_is_learned(string option, string value)
    {
        (int exit, string changed, _) = await Run([.. Tiny, "--epochs", "1", "--learning-rate", "0.01", option, value, "--json"]);
        (_, string plain, _) = await Run([.. Tiny, "--epochs", "1", "--learning-rate", "0.01", "--json"]);
        Assert.Equal(0, exit);
        Assert.NotEqual(Loss(plain), Loss(changed));

        static double Loss(string output)
        {
            using JsonDocument document = JsonDocument.Parse(output);
            return document.RootElement.GetProperty("epochs")[1].GetProperty("trainingLoss").GetDouble();
        }
    }

    [Theory]
    [InlineData("--optics stored")]
    [InlineData("--optics circulant --ternary 0.2")]
    [InlineData("--ternary 0.1")]
    [InlineData("--noise 0.1")]
    [InlineData("--signal-to-noise 1 --rule fa")]
    public async Task Feedback_by_light_thresholded_or_noisy_learns_something_else_and_the_same_again(string option)
    {
        string[] arguments = [.. Tiny.Skip(2), "--epochs", "1", "--json"];
        string[] rule = option.Contains("--rule", StringComparison.Ordinal) ? [] : ["--rule", "dfa"];
        (int exit, string changed, _) = await Run([.. arguments, .. rule, .. option.Split(' '), "--threads", "1"]);
        (_, string again, _) = await Run([.. arguments, .. rule, .. option.Split(' '), "--threads", "2"]);
        (_, string plain, _) = await Run([.. arguments, .. rule.DefaultIfEmpty("--rule=fa")]);
        Assert.Equal(0, exit);
        Assert.NotEqual(Loss(plain), Loss(changed));
        Assert.Equal(Loss(changed), Loss(again));

        static double Loss(string output)
        {
            using JsonDocument document = JsonDocument.Parse(output);
            return document.RootElement.GetProperty("epochs")[1].GetProperty("trainingLoss").GetDouble();
        }
    }

    [Theory]
    [InlineData("--threshold 2")]
    [InlineData("--goodness sum")]
    [InlineData("--negatives permuted")]
    [InlineData("--negatives hard")]
    [InlineData("--prediction one-pass")]
    [InlineData("--normalise length")]
    public async Task Each_option_of_forward_forward_changes_what_is_measured(string option)
    {
        string[] arguments = ["--rule", "ff", "--hidden", "16,16", "--images", "300", "--batch", "20", "--epochs", "1", "--json"];
        (int exit, string changed, _) = await Run([.. arguments, .. option.Split(' ')]);
        (_, string plain, _) = await Run(arguments);
        Assert.Equal(0, exit);
        Assert.NotEqual(Measured(plain), Measured(changed));

        static (double, double) Measured(string output)
        {
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement epoch = document.RootElement.GetProperty("epochs")[1];
            return (epoch.GetProperty("trainingLoss").GetDouble(), epoch.GetProperty("testAccuracy").GetDouble());
        }
    }

    [Fact]
    public async Task The_help_lists_every_rule_with_its_title()
    {
        (int exit, string output, _) = await Run(["--help"]);
        Assert.Equal(0, exit);
        Assert.All(LearningRules.All, rule => Assert.Matches($@"\n *(--rule <name> +)?.*{rule.Name} +{Regex.Escape(rule.Title)}", output));
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
    [InlineData("--optimiser", "lbfgs", "sgd, adam")]
    [InlineData("--initialiser", "zeros", "he-normal")]
    [InlineData("--normalise", "l2", "length")]
    [InlineData("--seeds", "0", "at least 1")]
    [InlineData("--kappa", "many", "a number")]
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
