using System.CommandLine;

using AlignmentToolkit.Cli;

ParseResult parse = ToolkitCommand.Create().Parse(args);
int exit = await parse.InvokeAsync();
// 2 is for a command line that makes no sense, 1 for work that failed.
return parse.Errors.Count > 0 ? 2 : exit;
