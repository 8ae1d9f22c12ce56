using System.CommandLine;
using System.Globalization;

using AlignmentToolkit.Notebooks.Running;

namespace AlignmentToolkit.Cli.Commands;

/// <summary><c>toolkit run</c>.</summary>
internal static class RunCommand
{
    /// <summary>The command with its options and action.</summary>
    public static Command Create()
    {
        Argument<string[]> notebooks = new("notebooks") { Description = "Notebook files.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> output = new("--output") { Description = "Folder for the executed notebooks.", DefaultValueFactory = _ => "artifacts/site" };
        Option<bool> inPlace = new("--in-place") { Description = "Write the outputs back into the notebooks." };
        Command command = new("run", "Runs notebooks.") { notebooks, output, inPlace };
        command.SetAction(async (parse, cancellation) =>
        {
            int exit = 0;
            foreach (string path in parse.GetValue(notebooks)!)
            {
                NotebookFile notebook = NotebookFile.Load(path);
                NotebookResult result = await new NotebookRunner(new RunOptions()).RunAsync(notebook, null, cancellation);
                notebook.Document.Save(parse.GetValue(inPlace) ? path : Path.Combine(parse.GetValue(output)!, Path.GetFileName(path)));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}  {result.Elapsed.TotalSeconds:0.0} s"));
                if (result.Error is null)
                    continue;
                Console.Error.WriteLine(result.Error);
                foreach (string line in result.Error.Error.Traceback)
                    Console.Error.WriteLine($"    {line}");
                exit = 1;
            }

            return exit;
        });
        return command;
    }
}
