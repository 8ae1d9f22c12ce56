using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.Dynamics;
using AlignmentToolkit.Numerics;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>Online learning: steps of the simulation, and whole learning curves from the equations of motion.</summary>
public sealed class DynamicsSuite : ISuite
{
    private const int OurSteps = 2_000, PeerSteps = 50;

    /// <inheritdoc/>
    public string Name => "dynamics";

    /// <inheritdoc/>
    public string Description => "online teacher-student steps against eager libtorch tensors; learning curves by integration";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        TeacherStudentSettings settings = TeacherStudentSettings.AlignedStart, noisy = TeacherStudentSettings.NoisyOverparameterised;
        RandomStream stream = RandomStream.From("benchmark");
        foreach (OnlineRule rule in (OnlineRule[])[OnlineRule.Backpropagation, OnlineRule.AdaptiveFeedbackAlignment, OnlineRule.Pepita])
            foreach (int dimension in (int[])[500, 1000, 2000])
            {
                using TensorStudent tensors = new(rule, settings, dimension);
                double[] times = [(double)OurSteps / dimension];
                // Ours includes drawing the weights and measuring the order parameters once.
                yield return new Comparison(
                    $"{rule} steps, N = {dimension}, K = M = 2",
                    () => OnlineSimulation.Run(rule, settings, dimension, times, stream),
                    [new Peer("libtorch tensors", () => tensors.Train(PeerSteps), Bar: 20, Work: PeerSteps)],
                    OurSteps,
                    "steps");
            }

        double[] curve = [.. Enumerable.Range(0, 501).Select(i => (double)i)];
        foreach (OnlineRule rule in (OnlineRule[])
            [OnlineRule.Backpropagation, OnlineRule.FeedbackAlignment, OnlineRule.AdaptiveFeedbackAlignment, OnlineRule.Pepita])
        {
            yield return new Comparison($"{rule} curve to α = 500, K = M = 2", () => OnlineTheory.Integrate(rule, settings, curve), []);
            yield return new Comparison($"{rule} curve to α = 500, K = 3, noise", () => OnlineTheory.Integrate(rule, noisy, curve), []);
        }

        yield return new Comparison(
            "PEPITA curve to α = 100, K = M = 2, ReLU",
            () => OnlineTheory.Integrate(OnlineRule.Pepita, Rectified(settings), [.. curve.Take(101)]), []);
    }

    private static TeacherStudentSettings Rectified(TeacherStudentSettings settings) => (settings with
    {
        Activation = SolvableActivation.ReLU, LearningRate = 0.1, ReadoutLearningRate = 0.1,
    }).WithModulation(0.3);
}
