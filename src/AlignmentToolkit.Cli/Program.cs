using AlignmentToolkit.Cli;

return await ToolkitCommand.RunAsync(args, null, CancellationToken.None);
