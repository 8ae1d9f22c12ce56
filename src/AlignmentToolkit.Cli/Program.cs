using AlignmentToolkit.Cli;

return await ToolkitCommand.Create().Parse(args).InvokeAsync();
