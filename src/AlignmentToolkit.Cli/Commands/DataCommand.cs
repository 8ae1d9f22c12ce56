using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using AlignmentToolkit.Cli.Data;
using AlignmentToolkit.Datasets;
using AlignmentToolkit.Datasets.Downloads;

using Spectre.Console;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit data</c>: lists, fetches and verifies the public data sets.</summary>
internal static class DataCommand
{
    private const int Failure = 1;
    private const int Usage = 2;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Option<string> Folder = new("--folder")
    {
        Description = $"Folder with the data sets. Default: {DataFolder.Variable}, else data/ of the repository.",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON for programs." };

    /// <summary>The command with its options and action.</summary>
    public static Command Create() =>
        new("data", "Lists, fetches and verifies the public data sets.") { CreateList(), CreateFetch(), CreateVerify() };

    private static Command CreateList()
    {
        Command command = new("list", "Lists the data sets and whether they are here.") { Folder, Json };
        command.SetAction((parse, _) => Guard(parse, () =>
        {
            DataFolder folder = FolderOf(parse);
            if (parse.GetValue(Json)) WriteJson(parse, DataListing.ToJson(folder));
            else DataListing.WriteTable(folder, ConsoleOf(parse));
            return Task.FromResult(0);
        }));
        return command;
    }

    private static Command CreateFetch()
    {
        Argument<string[]> names = NamesArgument(ArgumentArity.OneOrMore);
        Command command = new(
            "fetch",
            "Downloads data sets from their public addresses and checks their sums; goes on where an earlier download stopped.")
        {
            names,
            Folder,
        };
        command.SetAction((parse, cancellation) => Guard(parse, async () =>
        {
            DataFolder folder = FolderOf(parse);
            DataSetEntry[] dataSets = Array.ConvertAll(parse.GetValue(names)!, folder.Catalogue.Find);
            using HttpTransport transport = new();
            IAnsiConsole console = ConsoleOf(parse);
            await DataFetching.FetchAsync(new DataDownloader(transport, folder), dataSets, console, cancellation);
            console.WriteLine($"{string.Join(", ", dataSets.Select(entry => entry.Name))}: complete and verified in {folder}.");
            return 0;
        }));
        return command;
    }

    private static Command CreateVerify()
    {
        Argument<string[]> names = NamesArgument(ArgumentArity.ZeroOrMore);
        Command command = new(
            "verify",
            "Compares the files that are here with the published lengths and sums. A data set that is named must be here.")
        {
            names,
            Folder,
            Json,
        };
        command.SetAction((parse, cancellation) => Guard(parse, () =>
        {
            DataFolder folder = FolderOf(parse);
            string[] named = parse.GetValue(names)!;
            DataSetEntry[] dataSets = named.Length > 0 ? Array.ConvertAll(named, folder.Catalogue.Find) : [.. folder.Catalogue.DataSets];
            List<DataVerification> verdicts = [];
            foreach (DataSetEntry entry in dataSets)
            {
                verdicts.Add(
                    new DataVerification(entry.Name, DataVerifier.Verify(folder, entry, null, cancellation), IsDemanded: named.Length > 0));
                if (!parse.GetValue(Json)) verdicts[^1].Write(ConsoleOf(parse));
            }

            if (parse.GetValue(Json))
                WriteJson(parse, new { Folder = folder.Path, DataSets = verdicts.Select(verdict => verdict.ToJson()) });
            return Task.FromResult(verdicts.Exists(verdict => verdict.IsFault) ? Failure : 0);
        }));
        return command;
    }

    private static Argument<string[]> NamesArgument(ArgumentArity arity) => new("names")
    {
        Arity = arity,
        Description = $"Any of {string.Join(", ", DataCatalogue.Public.Names)}.",
    };

    /// <summary>Runs an action; what goes wrong becomes one line and an exit code.</summary>
    private static async Task<int> Guard(ParseResult parse, Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (ArgumentException error)
        {
            return Complain(error.Message, Usage);
        }
        catch (OperationCanceledException)
        {
            return Complain("Stopped. What has arrived is kept; the next fetch goes on from there.", Failure);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Complain(error.Message, Failure);
        }

        int Complain(string line, int exit)
        {
            parse.InvocationConfiguration.Error.WriteLine(line);
            return exit;
        }
    }

    private static DataFolder FolderOf(ParseResult parse) =>
        parse.GetValue(Folder) is string path ? new DataFolder(path) : DataFolder.Default;

    private static void WriteJson(ParseResult parse, object value) =>
        parse.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(value, Format));

    private static IAnsiConsole ConsoleOf(ParseResult parse)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = new AnsiConsoleOutput(parse.InvocationConfiguration.Output) });
        // A pipe has no width; lines stay whole there.
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = 200;
        return console;
    }
}
