using System.CommandLine;

using AlignmentToolkit.Cli.Commands;

RootCommand root = new("AlignmentToolkit: notebooks that walk through research papers, and the kernels behind them.")
{
    RunCommand.Create(),
    DataCommand.Create(),
    TrainCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
