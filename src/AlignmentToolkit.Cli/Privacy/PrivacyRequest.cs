using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Events;

namespace AlignmentToolkit.Cli.Privacy;

/// <summary>What <c>toolkit privacy</c> was asked, as it was typed.</summary>
internal sealed record PrivacyRequest
{
    private const string Poisson = "poisson";
    private const string Fixed = "fixed";
    private const string None = "none";

    /// <summary>Ways of sampling by name.</summary>
    public static IReadOnlyList<string> Samplings { get; } = [Poisson, Fixed, None];

    /// <summary>σ; absent where it is asked for.</summary>
    public double? Noise { get; init; }

    /// <summary>ε to be kept; absent where it is asked for.</summary>
    public double? Epsilon { get; init; }

    /// <summary>q.</summary>
    public required SamplingShare? SamplingRate { get; init; }

    /// <summary>T.</summary>
    public required long Steps { get; init; }

    /// <summary>δ.</summary>
    public required double Delta { get; init; }

    /// <summary>How examples are drawn.</summary>
    public required string? Sampling { get; init; }

    /// <summary>Name of the accountant.</summary>
    public required string? Accountant { get; init; }

    /// <summary>How examples are drawn, said or understood.</summary>
    public string UsedSampling => Sampling?.ToLowerInvariant() ?? (SamplingRate is null ? None : Poisson);

    /// <summary>Name of the accountant, said or understood.</summary>
    public string UsedAccountant =>
        Accountant?.ToLowerInvariant() ?? (UsedSampling == Fixed ? AccountantChoice.Renyi : AccountantChoice.LossDistributions);

    /// <summary>q that is used.</summary>
    public double UsedRate => SamplingRate?.Rate ?? 1;

    /// <summary>The accountant.</summary>
    public PrivacyAccountant ChosenAccountant => AccountantChoice.All[UsedAccountant];

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option's value is not allowed; the message names the option, the value and what is
    /// allowed.</exception>
    public void Validate()
    {
        if (Noise is { } noise) Demand.That(noise >= 0, "--noise", noise, "a number of at least 0");
        if (Epsilon is { } epsilon) Demand.FiniteAndPositive(epsilon, "--epsilon");
        Demand.That(Delta is > 0 and < 1, "--delta", Delta, "a probability strictly between 0 and 1");
        Demand.That(Steps >= 0, "--steps", Steps, "a whole number of at least 0");
        Demand.OneOf(Samplings, UsedSampling, "--sampling");
        Demand.OneOf(AccountantChoice.All.Keys, UsedAccountant, "--accountant");
        if (UsedSampling == None && UsedRate != 1)
            throw new ArgumentException("--sampling none uses every example in every step: --sampling-rate has to be 1, or left out.");
        if (UsedSampling != None && SamplingRate is null)
            throw new ArgumentException($"--sampling {UsedSampling} needs a --sampling-rate.");
        if (UsedSampling == Fixed && SamplingRate is { IsRatio: false })
            throw new ArgumentException("--sampling fixed needs a --sampling-rate that is a ratio of whole numbers, such as 256/60000.");
        if (!ChosenAccountant.Supports(Event(1)))
        {
            string reason = ChosenAccountant.ReasonAgainst(Event(1))!;
            IEnumerable<string> others = AccountantChoice.All.Where(choice => choice.Value.Supports(Event(1))).Select(choice => choice.Key);
            throw new ArgumentException(
                $"--accountant {UsedAccountant} does not go with --sampling {UsedSampling}: {reason}. " +
                $"Allowed: {string.Join(", ", others)}.");
        }
    }

    /// <summary>All that is released, with noise σ.</summary>
    public PrivacyEvent Event(double noise) => new RepeatedEvent(Step(new GaussianEvent(noise)), Steps);

    private PrivacyEvent Step(GaussianEvent noise) => UsedSampling switch
    {
        Poisson => new PoissonSampledEvent(UsedRate, noise),
        Fixed => new FixedBatchEvent(SamplingRate!.Value.DatasetSize, SamplingRate.Value.BatchSize, noise),
        _ => noise,
    };
}
