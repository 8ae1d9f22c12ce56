using System.CommandLine;
using System.Globalization;

using AlignmentToolkit.Cli.Running;
using AlignmentToolkit.Notebooks.Export;
using AlignmentToolkit.Notebooks.Running;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit run</c>.</summary>
internal static class RunCommand
{
    private static readonly string[] Profiles = ["quick", "full"];

    /// <summary>The command with its options and action.</summary>
    public static Command Create()
    {
        Argument<string[]> notebooks = new("notebooks")
        {
            Description = "Notebook files or folders; without any, all below notebooks/ of the repository.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string> profile = new("--profile")
        {
            Description = "quick (the values in the notebook) or full (the paper's sizes).",
            HelpName = "quick|full",
            DefaultValueFactory = _ => Profiles[0],
        };
        Option<string[]> parameters = new("--parameter", "-p")
        {
            Description = "Replaces one value of the notebooks' settings; may be given several times.",
            HelpName = "name=value",
            AllowMultipleArgumentsPerToken = false,
        };
        Option<string?> timeout = new("--timeout") { Description = "Longest time for one cell. Default: no limit.", HelpName = "seconds" };
        Option<string> output = new("--output")
        {
            Description = "Folder for the executed notebooks, their pages and the gallery, index.html.",
            HelpName = "folder",
            DefaultValueFactory = _ => "artifacts/site",
        };
        Option<bool> inPlace = new("--in-place") { Description = "Also writes the outputs back into the notebooks that completed." };
        Option<string?> pictures = new("--pictures")
        {
            Description = $"Also writes the first picture of every cell tagged '{GalleryPictures.Tag}', as <cell id>.svg in this folder.",
            HelpName = "folder",
        };
        Option<string?> results = new("--results")
        {
            Description = "Also writes the results tables of all notebooks as one page of Markdown.",
            HelpName = "file",
        };
        Option<string?> jobs = new("--jobs") { Description = "Notebooks that run side by side. Default: 1.", HelpName = "count" };
        Command command = new(
            "run", "Runs notebooks, and writes them executed, a page for each and a gallery of all; none of it needs a network.")
        {
            notebooks, profile, parameters, timeout, output, inPlace, pictures, results, jobs,
        };
        command.SetAction(async (parse, cancellation) =>
        {
            try
            {
                RunOptions options = new()
                {
                    Profile = Profile(parse.GetValue(profile)!),
                    Parameters = Parameters(parse.GetValue(parameters) ?? []),
                    CellTimeout = parse.GetValue(timeout) is { } seconds ? Seconds(seconds) : null,
                    Jobs = parse.GetValue(jobs) is { } count ? Count(count) : 1,
                };
                RunRequest request = new(
                    parse.GetValue(notebooks) ?? [],
                    options,
                    parse.GetValue(output)!,
                    parse.GetValue(inPlace),
                    parse.GetValue(pictures),
                    parse.GetValue(results));
                return await NotebookRun.ExecuteAsync(request, cancellation).ConfigureAwait(false);
            }
            catch (InputException exception)
            {
                await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
                return ExitCodes.BadInput;
            }
        });
        return command;
    }

    private static string Profile(string text) =>
        Profiles.Contains(text, StringComparer.Ordinal)
            ? text
            : throw new InputException($"--profile {text}: there are {string.Join(" and ", Profiles)}");

    private static Dictionary<string, string> Parameters(string[] settings)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (string setting in settings)
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new InputException($"-p {setting}: a parameter is given as name=value");
            if (!values.TryAdd(setting[..equals].Trim(), setting[(equals + 1)..]))
                throw new InputException($"-p {setting}: {setting[..equals].Trim()} is given twice");
        }

        return values;
    }

    private static TimeSpan Seconds(string text)
    {
        // A timer holds no more than 49 days.
        const double Longest = 4_000_000;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= Longest
            ? TimeSpan.FromSeconds(seconds)
            : throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"--timeout {text}: a time is a number of seconds above 0, at most {Longest:0}"));
    }

    private static int Count(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw new InputException($"--jobs {text}: a whole number above 0");
}
