using System.CommandLine;

namespace AlignmentToolkit.Cli.Generating;

/// <summary>The options of <c>toolkit generate</c>.</summary>
internal static class GenerationOptions
{
    private static readonly Option<string> Model = new("--model")
    {
        Description = "HuggingFace folder with a Llama or Qwen2 model; or a llama2.c .bin file, or its folder, beside its tok*.bin.",
        HelpName = "folder",
        Required = true,
    };

    private static readonly Option<string> Prompt = CommandLineOption.Text("--prompt", "", "What to go on with. Default: nothing.");
    private static readonly Option<bool> Chat = new("--chat")
    {
        Description = "The prompt is a question: written as the model's chat template wants it; the answer ends with the turn.",
    };

    private static readonly Option<string?> System = new("--system")
    {
        Description = "Instruction that stands before the question; with --chat. Default: the template's own, if it has one.",
        HelpName = "text",
    };

    private static readonly Option<int> MaximumTokens = CommandLineOption.Number("--max-tokens", 256, "Most tokens of the answer.");
    private static readonly Option<double?> Temperature = CommandLineOption.OptionalNumber<double>(
        "--temperature", "0 takes the likeliest token; more flattens. Default: the model's or 1, if it or an option draws; else 0.");
    private static readonly Option<int?> TopK = CommandLineOption.OptionalNumber<int>(
        "--top-k", "Draw from so many of the likeliest tokens; 0 for all. Default: the model's, or 0.");
    private static readonly Option<double?> TopP = CommandLineOption.OptionalNumber<double>(
        "--top-p", "Draw from the fewest likeliest tokens with this mass; 1 for all. Default: the model's, or 1.");
    private static readonly Option<double?> MinP = CommandLineOption.OptionalNumber<double>(
        "--min-p", "Draw from tokens at least so many times as likely as the likeliest. Default: the model's, or 0.");
    private static readonly Option<double?> RepetitionPenalty = CommandLineOption.OptionalNumber<double>(
        "--repetition-penalty", "Above 1: makes tokens that have occurred less likely. Default: the model's, or 1.");
    private static readonly Option<string[]> Stop = new("--stop")
    {
        Description = "Text that ends the answer and is left out; may be given several times.",
        HelpName = "text",
    };

    private static readonly Option<string> Seed = CommandLineOption.Text("--seed", "0", "Names the random stream.");
    private static readonly Option<int> Threads = CommandLineOption.Number(
        "--threads", Environment.ProcessorCount, "Threads; the answer does not depend on them.");

    /// <summary>All of them, in the order in which the help lists them.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Model, Prompt, Chat, System, MaximumTokens, Temperature, TopK, TopP, MinP, RepetitionPenalty, Stop, Seed, Threads];

    /// <summary>What a command line asks for.</summary>
    public static GenerationRequest Read(ParseResult parse) => new()
    {
        Model = parse.GetValue(Model)!,
        Prompt = parse.GetValue(Prompt)!,
        IsChat = parse.GetValue(Chat),
        System = parse.GetValue(System),
        MaximumTokens = parse.GetValue(MaximumTokens),
        Temperature = parse.GetValue(Temperature),
        TopK = parse.GetValue(TopK),
        TopP = parse.GetValue(TopP),
        MinP = parse.GetValue(MinP),
        RepetitionPenalty = parse.GetValue(RepetitionPenalty),
        Stop = parse.GetValue(Stop) ?? [],
        Seed = parse.GetValue(Seed)!,
        Threads = parse.GetValue(Threads),
    };
}
