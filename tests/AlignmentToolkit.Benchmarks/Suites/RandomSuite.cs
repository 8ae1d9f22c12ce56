using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.Distributions;

using static TorchSharp.torch;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>Bulk random numbers, written into memory that exists already on both sides.</summary>
public sealed class RandomSuite : ISuite
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public string Description => "bulk random numbers against libtorch (in place) and MathNet (default generator)";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        foreach (int count in (int[])[10_000, 1_000_000, 10_000_000])
        {
            using Tensor tensor = empty(count), doubleTensor = empty(count, ScalarType.Float64);
            var singles = new float[count];
            var doubles = new double[count];
            RandomStream stream = RandomStream.From("benchmark");
            Peer mathNet = new("MathNet Normal.Samples", () => Normal.Samples(doubles, 0, 1), Bar: 4);

            yield return new Comparison(FormattableString.Invariant($"normal float {count:0e0}"), () => stream.FillNormal(singles),
                [new Peer("libtorch normal_", () => tensor.normal_(), Bar: 1), mathNet], count, "numbers");
            yield return new Comparison(FormattableString.Invariant($"uniform float {count:0e0}"), () => stream.FillUniform(singles),
                [new Peer("libtorch uniform_", () => tensor.uniform_(0, 1), Bar: 1)], count, "numbers");
            yield return new Comparison(FormattableString.Invariant($"normal double {count:0e0}"), () => stream.FillNormal(doubles),
                [new Peer("libtorch normal_", () => doubleTensor.normal_(), Bar: 1), mathNet], count, "numbers");
            yield return new Comparison(FormattableString.Invariant($"uniform double {count:0e0}"), () => stream.FillUniform(doubles),
                [new Peer("libtorch uniform_", () => doubleTensor.uniform_(0, 1), Bar: 1)], count, "numbers");
        }
    }
}
