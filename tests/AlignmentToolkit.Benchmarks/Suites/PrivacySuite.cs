using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Privacy.Accounting;
using AlignmentToolkit.Privacy.Calibration;
using AlignmentToolkit.Privacy.Events;
using AlignmentToolkit.Privacy.LossDistributions;
using AlignmentToolkit.Privacy.Renyi;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>Privacy accounting against the times it has been promised: no other accountant runs on .NET.</summary>
public sealed class PrivacySuite : ISuite
{
    /// <inheritdoc/>
    public string Name => "privacy";

    /// <inheritdoc/>
    public string Description => "privacy accounting and calibration against fixed times";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        PrivacyLossAccountant losses = new(), fine = new() { RelativeWidth = 1e-5 };
        RenyiAccountant renyi = new();
        PrivacyEvent tenThousand = Training(0.004, 1, 10_000), run = Training(0.004, 1, 3500), small = Training(0.001, 0.8, 1000);
        PrivacyEvent large = Training(0.05, 3, 50_000), step = new PoissonSampledEvent(0.004, new GaussianEvent(1));
        long[] steps = [.. Enumerable.Range(1, 100).Select(i => 35L * i)];

        yield return Within("Rényi ε, q = 0.004, σ = 1, T = 10000", 1e-3, () => renyi.Account(tenThousand).Epsilon(1e-5));
        yield return Within("ε to 1e-3, q = 0.004, σ = 1, T = 3500", 50e-3, () => losses.Account(run).Epsilon(1e-5));
        yield return Within("ε to 1e-5, q = 0.004, σ = 1, T = 3500", 0, () => fine.Account(run).Epsilon(1e-5));
        yield return Within("δ at ε = 1, q = 0.004, σ = 1, T = 3500", 50e-3, () => losses.Account(run).Delta(1));
        yield return Within("ε to 1e-3, q = 0.001, σ = 0.8, T = 1000", 50e-3, () => losses.Account(small).Epsilon(1e-6));
        yield return Within("ε to 1e-3, q = 0.05, σ = 3, T = 50000", 50e-3, () => losses.Account(large).Epsilon(1e-6));
        yield return Within("ε at 100 numbers of steps up to 3500", 0, () => losses.EpsilonBySteps(step, steps, 1e-5));
        yield return Within("σ for ε = 8 to 2e-5, q = 0.04, T = 2250", 0.5, () => Calibrate(losses));
        yield return Within("σ for ε = 8 to 2e-5, Rényi", 0.5, () => Calibrate(renyi));
    }

    private static Comparison Within(string name, double seconds, Action ours) => new(
        name,
        ours,
        seconds > 0 ? [new Peer("time promised", () => { }, Bar: 1) { OwnClock = () => seconds }] : []);

    private static RepeatedEvent Training(double rate, double noise, long steps) =>
        new(new PoissonSampledEvent(rate, new GaussianEvent(noise)), steps);

    private static void Calibrate(PrivacyAccountant accountant) =>
        NoiseCalibration.Find(accountant, noise => Training(0.04, noise, 2250), 8, 1e-5);
}
