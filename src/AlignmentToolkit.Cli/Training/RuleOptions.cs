namespace AlignmentToolkit.Cli.Training;

/// <summary>Options that belong to some learning rules only; null where they were not given.</summary>
internal sealed record RuleOptions
{
    /// <summary>Rules that project the error to the input.</summary>
    public static IReadOnlyList<string> Projecting { get; } =
        ["pepita", "pepita-icml", "pepita-hebbian", "pepita-tl", "pepita-mirror", "afa"];

    /// <summary>Rules whose fixed feedback may be thresholded and noisy.</summary>
    public static IReadOnlyList<string> Feedback { get; } = ["fa", "dfa"];

    /// <summary>Rules whose feedback may be done by light.</summary>
    public static IReadOnlyList<string> Optical { get; } = ["dfa"];

    /// <summary>Forward-Forward.</summary>
    public static IReadOnlyList<string> ForwardForward { get; } = ["ff"];

    public double? Kappa { get; init; }

    public string? Projection { get; init; }

    public int? PreMirroring { get; init; }

    public int? MirrorEvery { get; init; }

    public double? MirrorRate { get; init; }

    public double? MirrorDecay { get; init; }

    public string? Optics { get; init; }

    public double? Ternary { get; init; }

    public double? Noise { get; init; }

    public double? SignalToNoise { get; init; }

    public double? Threshold { get; init; }

    public string? Goodness { get; init; }

    public string? Negatives { get; init; }

    public string? Prediction { get; init; }

    /// <summary>Whether F mirrors the weights in any epoch.</summary>
    /// <param name="rule">Name of the rule.</param>
    public bool Mirrors(string rule) => Is(rule, "pepita-mirror") || PreMirroring > 0 || MirrorEvery is not null;

    /// <summary>Whether feedback is anything but a matrix in memory.</summary>
    public bool ShapesFeedback => Optics is not null || (Ternary ?? Noise ?? SignalToNoise) is not null;

    private (string Option, object? Value, IReadOnlyList<string> Rules)[] All =>
    [
        ("--kappa", Kappa, Projecting), ("--projection", Projection, Projecting), ("--pre-mirroring", PreMirroring, Projecting),
        ("--mirror-every", MirrorEvery, Projecting), ("--mirror-rate", MirrorRate, Projecting), ("--mirror-decay", MirrorDecay, Projecting),
        ("--optics", Optics, Optical), ("--ternary", Ternary, Feedback), ("--noise", Noise, Feedback),
        ("--signal-to-noise", SignalToNoise, Feedback),
        ("--threshold", Threshold, ForwardForward), ("--goodness", Goodness, ForwardForward), ("--negatives", Negatives, ForwardForward),
        ("--prediction", Prediction, ForwardForward),
    ];

    /// <summary>The options that were given, with their values.</summary>
    public IReadOnlyDictionary<string, object> Given() => All
        .Where(option => option.Value is not null)
        .ToDictionary(option => option.Option, option => option.Value!);

    /// <summary>Checks that each given option belongs to the rule and has an allowed value.</summary>
    /// <param name="rule">Name of the rule.</param>
    /// <param name="epochs">Epochs of the whole run.</param>
    /// <exception cref="ArgumentException">One does not.</exception>
    public void Validate(string rule, int epochs)
    {
        foreach ((string option, object? value, IReadOnlyList<string> rules) in All)
        {
            if (value is not null && !rules.Contains(rule, StringComparer.OrdinalIgnoreCase))
                throw new ArgumentException($"{option} does not belong to --rule {rule}, but to: {string.Join(", ", rules)}.");
        }

        if (Kappa is { } kappa) Demand.FiniteAndPositive(kappa, "--kappa");
        if (Projection is not null) Demand.OneOf(Choices.Projections.Keys, Projection, "--projection");
        if (PreMirroring is { } pre)
            Demand.That(pre >= 0 && pre < epochs, "--pre-mirroring", pre, $"0 to {epochs - 1}, fewer than --epochs");
        if (MirrorEvery is { } every) Demand.That(every >= 1, "--mirror-every", every, "a whole number of at least 1");
        if (MirrorRate is { } rate) Demand.FiniteAndNotNegative(rate, "--mirror-rate");
        if (MirrorDecay is { } decay) Demand.FiniteAndNotNegative(decay, "--mirror-decay");
        ValidateFeedback();
        if (Threshold is { } threshold) Demand.FiniteAndPositive(threshold, "--threshold");
        if (Goodness is not null) Demand.OneOf(Choices.Goodness.Keys, Goodness, "--goodness");
        if (Negatives is not null) Demand.OneOf(Choices.Negatives.Keys, Negatives, "--negatives");
        if (Prediction is not null) Demand.OneOf(Choices.Predictions.Keys, Prediction, "--prediction");
        if (Mirrors(rule)) ValidateMirroring(epochs);
        else if ((MirrorRate ?? MirrorDecay) is not null)
            throw new ArgumentException(
                $"--mirror-{(MirrorRate is null ? "decay" : "rate")} needs --pre-mirroring, --mirror-every or --rule pepita-mirror.");
    }

    private static bool Is(string rule, string name) => string.Equals(rule, name, StringComparison.OrdinalIgnoreCase);

    private void ValidateFeedback()
    {
        if (Optics is not null) Demand.OneOf(Choices.Media.Keys, Optics, "--optics");
        if (Ternary is { } ternary) Demand.FiniteAndNotNegative(ternary, "--ternary");
        if (Noise is { } noise) Demand.FiniteAndNotNegative(noise, "--noise");
        if (SignalToNoise is { } ratio) Demand.FiniteAndPositive(ratio, "--signal-to-noise");
        if (Noise is not null && SignalToNoise is not null)
            throw new ArgumentException("--noise and --signal-to-noise exclude each other: one fixes the noise, the other its ratio.");
    }

    private void ValidateMirroring(int epochs)
    {
        const int mostPreMirroring = ProjectionRules.PreMirroringEpochs;
        bool isNormal = Projection is null || Is(Projection, "normal");
        Demand.That(isNormal, "--projection", Projection, "normal, as a mirrored projection is a product of normal factors");
        bool fits = PreMirroring is not null || epochs > mostPreMirroring;
        Demand.That(fits, "--epochs", epochs, $"more than the {mostPreMirroring} epochs of pre-mirroring");
    }
}
