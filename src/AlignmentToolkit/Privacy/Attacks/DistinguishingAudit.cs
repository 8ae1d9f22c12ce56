using AlignmentToolkit.Numerics;
using AlignmentToolkit.Privacy.Accounting;

using MathNet.Numerics.Distributions;

namespace AlignmentToolkit.Privacy.Attacks;

/// <summary>
/// Plays the game behind differential privacy many times: the mechanism runs with or without one example, an attack scores what was
/// released, and how often it is right is held against what a guarantee allows.
/// </summary>
/// <remarks>
/// <para>
/// Against a mechanism of noise multiplier 1/μ every attack has TPR ≤ Φ(Φ⁻¹(FPR) + μ) [Dong 2019]. Rates are counted, so the audit
/// compares a lower confidence bound of the one with an upper of the other, exact binomial bounds, which together hold with the stated
/// confidence at all thresholds at once.
/// </para>
/// <para>Thresholds come from half of the games and rates from the other half. An attack that stays within its bound proves nothing; one
/// that does not proves the guarantee wrong.</para>
/// </remarks>
public sealed class DistinguishingAudit
{
    // Odd, so that the middle one lies between the halves where an attack tells all games apart.
    private const int Thresholds = 21;
    private const int FewestGames = 50;

    private DistinguishingAudit(IReadOnlyList<OperatingPoint> curve, double confidence) => (Curve, Confidence) = (curve, confidence);

    /// <summary>The attack at up to 21 thresholds, from the highest.</summary>
    public IReadOnlyList<OperatingPoint> Curve { get; }

    /// <summary>The confidence with which the bounds of all points hold.</summary>
    public double Confidence { get; }

    /// <summary>Plays.</summary>
    /// <param name="games">Games on each side, at least 50.</param>
    /// <param name="score">
    /// Plays game i with (true) or without the example and returns the attack's score, the higher the surer that it was there. Each call
    /// must use randomness of its own.
    /// </param>
    /// <param name="confidence">In (0, 1).</param>
    /// <param name="cancellation">Checked before every game.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few games, or a confidence out of its range.</exception>
    /// <exception cref="OperationCanceledException">The audit was cancelled.</exception>
    public static DistinguishingAudit Run(
        int games, Func<int, bool, double> score, double confidence = 0.999, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(games, FewestGames);
        ArgumentNullException.ThrowIfNull(score);
        PrivacyParameter.Delta(confidence);
        (double[] without, double[] with) = (new double[games], new double[games]);
        for (int game = 0; game < games; game++)
        {
            cancellation.ThrowIfCancellationRequested();
            without[game] = score(game, false);
            with[game] = score(game, true);
        }

        // Two bounds at each threshold: all hold together with the confidence when each fails at most this often.
        double failure = (1 - confidence) / (2 * Thresholds);
        int half = games / 2;
        double[] thresholds = ThresholdsOf([.. without[..half], .. with[..half]]);
        return new DistinguishingAudit([.. thresholds.Select(t => PointAt(t, without[half..], with[half..], failure))], confidence);
    }

    /// <summary>Whether some point of the curve is certainly above what noise of a multiplier allows.</summary>
    /// <param name="noiseMultiplier">1/μ, from 0 to ∞.</param>
    public bool Refutes(double noiseMultiplier) => Curve.Any(point =>
        point.TruePositiveLower > GaussianMechanism.TruePositiveRate(point.FalsePositiveUpper, noiseMultiplier));

    /// <summary>
    /// The largest μ that is refuted for all smaller ones: Φ⁻¹(TPR) − Φ⁻¹(FPR) of confidence bounds, at its largest; 0 for an attack no
    /// better than guessing.
    /// </summary>
    public double LowerBoundOfMu() => Math.Max(0, Curve.Max(point =>
        NormalDistribution.Quantile(point.TruePositiveLower) - NormalDistribution.Quantile(point.FalsePositiveUpper)));

    private static double[] ThresholdsOf(double[] scores)
    {
        Array.Sort(scores);
        return [.. Enumerable.Range(1, Thresholds)
            .Select(i => (int)((long)scores.Length * (Thresholds + 1 - i) / (Thresholds + 1)))
            .Select(above => 0.5 * (scores[above - 1] + scores[above]))
            .Distinct()];
    }

    private static OperatingPoint PointAt(double threshold, double[] without, double[] with, double failure)
    {
        (int falsePositives, int truePositives) = (without.Count(s => s > threshold), with.Count(s => s > threshold));
        return new OperatingPoint(
            threshold,
            (double)falsePositives / without.Length,
            (double)truePositives / with.Length,
            Upper(falsePositives, without.Length, failure),
            1 - Upper(with.Length - truePositives, with.Length, failure));
    }

    // The rate at which so few successes, or fewer, come with probability 'failure': a quantile of a beta distribution.
    private static double Upper(int successes, int games, double failure) =>
        successes == games ? 1 : Beta.InvCDF(successes + 1, games - successes, 1 - failure);
}
