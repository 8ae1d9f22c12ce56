using System.CommandLine;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>The options of <c>toolkit privacy</c>.</summary>
internal static class PrivacyOptions
{
    /// <summary>Print JSON.</summary>
    public static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object and nothing else." };

    private static readonly Option<double> Noise = CommandLineOption.RequiredNumber<double>(
        "--noise",
        "Noise multiplier σ: the noise's standard deviation divided by the sensitivity of a step, which is the clipping norm; twice the " +
        "clipping norm with --sampling fixed, where an example is replaced and not removed.");
    private static readonly Option<double> Epsilon = CommandLineOption.RequiredNumber<double>(
        "--epsilon", "ε that must not be exceeded.");
    private static readonly Option<long> Steps = CommandLineOption.RequiredNumber<long>("--steps", "Steps T, each with fresh noise.");
    private static readonly Option<double> Delta = CommandLineOption.RequiredNumber<double>(
        "--delta", "δ, strictly between 0 and 1; best below one over the number of examples.");
    private static readonly Option<string?> Sampling = new("--sampling")
    {
        HelpName = string.Join('|', PrivacyRequest.Samplings),
        Description =
            "poisson  each example takes part with probability q, on its own; protects against an added or removed example\n" +
            "fixed    batches of one size, drawn without replacement; protects against a replaced example\n" +
            "none     every example takes part in every step\n" +
            "Default: poisson with a --sampling-rate, none without.",
    };
    private static readonly Option<string?> Accountant = new("--accountant")
    {
        HelpName = string.Join('|', AccountantChoice.All.Keys),
        Description =
            "pld   privacy-loss distributions: an interval around the true ε\n" +
            "rdp   Rényi divergences: an upper bound\n" +
            "gdp   the Gaussian limit: an estimate, often too small, and no guarantee\n" +
            "zcdp  concentrated privacy: an upper bound, without sampling only\n" +
            "Default: pld; rdp with --sampling fixed.",
    };
    private static readonly Option<SamplingShare?> SamplingRate = new("--sampling-rate")
    {
        HelpName = "number",
        Description = "Share q of the examples in a step: a number from 0 to 1 such as 0.004, or a ratio such as 256/60000.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            SamplingShare? share = SamplingShare.Parse(text);
            if (share is null)
                result.AddError($"--sampling-rate {text} is not allowed. Allowed: a number from 0 to 1, or a ratio such as 256/60000.");
            return share;
        },
    };

    /// <summary>Options of <c>epsilon</c>, in the order in which the help lists them.</summary>
    public static IReadOnlyList<Option> OfEpsilon { get; } = [Noise, SamplingRate, Steps, Delta, Sampling, Accountant, Json];

    /// <summary>Options of <c>calibrate</c>, in the order in which the help lists them.</summary>
    public static IReadOnlyList<Option> OfCalibrate { get; } = [Epsilon, SamplingRate, Steps, Delta, Sampling, Accountant, Json];

    /// <summary>What a command line of <c>epsilon</c> asks for.</summary>
    public static PrivacyRequest ReadEpsilon(ParseResult parse) => Read(parse) with { Noise = parse.GetValue(Noise) };

    /// <summary>What a command line of <c>calibrate</c> asks for.</summary>
    public static PrivacyRequest ReadCalibrate(ParseResult parse) => Read(parse) with { Epsilon = parse.GetValue(Epsilon) };

    private static PrivacyRequest Read(ParseResult parse) => new()
    {
        SamplingRate = parse.GetValue(SamplingRate),
        Steps = parse.GetValue(Steps),
        Delta = parse.GetValue(Delta),
        Sampling = parse.GetValue(Sampling),
        Accountant = parse.GetValue(Accountant),
    };
}
