using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using static TorchSharp.torch;

using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>What a training step does besides products, and the step of the optimiser fused into one.</summary>
public sealed class ElementwiseSuite : ISuite
{
    private const int Hidden = 1024;
    private const int Inputs = 784;
    private const int Classes = 10;
    private const int Batch = 64;

    /// <inheritdoc/>
    public string Name => "elementwise";

    /// <inheritdoc/>
    public string Description => "element-wise kernels and the gradient with its momentum step, against libtorch in place";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads)
    {
        Matrix<float> weights = Matrix<float>.Build.Dense(Hidden, Inputs, 0.01f);
        Matrix<float> velocity = Matrix<float>.Build.Dense(Hidden, Inputs);
        Matrix<float> delta = Matrix<float>.Build.Dense(Hidden, Batch, 1e-6f);
        Matrix<float> inputs = Matrix<float>.Build.Dense(Inputs, Batch, 0.5f);
        Matrix<float> logits = Matrix<float>.Build.Dense(Classes, Batch, (i, j) => i - j);
        float[] bias = new float[Hidden];

        using Tensor w = full(Inputs, Hidden, 0.01f);
        using Tensor u = zeros(Inputs, Hidden);
        using Tensor g = zeros(Inputs, Hidden);
        using Tensor d = full(Batch, Hidden, 1e-6f);
        using Tensor x = full(Batch, Inputs, 0.5f).t();
        using Tensor z = rand(Batch, Classes);
        using Tensor b = zeros(Hidden);

        MomentumStep step = new(weights.ToColumnMajorArray(), velocity.ToColumnMajorArray());
        yield return new Comparison("gradient 1024×64→784 and momentum step", () => delta.MultiplyTransposeInto(inputs, step),
            [new Peer("libtorch addmm_, mul_, add_, add_", () =>
            {
                g.addmm_(x, d, beta: 0, alpha: 1);
                u.mul_(0.9f).add_(g);
                w.add_(u, alpha: -1e-3f);
            })],
            2.0 * Hidden * Inputs * Batch, "FLOP");
        yield return new Comparison(
            "Y ← Y + α X, 1024×784", () => velocity.AddScaled(1e-3f, weights), [new Peer("libtorch add_", () => u.add_(w, alpha: 1e-3f))],
            Hidden * Inputs, "numbers");
        yield return new Comparison(
            "bias to each column, 1024×64", () => delta.AddToEachColumn<float>(bias), [new Peer("libtorch add_", () => d.add_(b))],
            Hidden * Batch, "numbers");
        yield return new Comparison(
            "softmax of columns, 10×64", () => logits.SoftmaxColumns(), [new Peer("libtorch softmax", () => z.softmax(1).Dispose())],
            Classes * Batch, "numbers");
    }

    /// <summary>U ← 0.9 U + G, W ← W − 0.001 U for a piece of one column.</summary>
    private readonly struct MomentumStep(float[] weights, float[] velocity) : IProductEpilogue<float>
    {
        public void Apply(Span<float> product, int row, int column)
        {
            int start = row + (column * Hidden);
            Span<float> u = velocity.AsSpan(start, product.Length);
            Span<float> w = weights.AsSpan(start, product.Length);
            TensorPrimitives.MultiplyAddEstimate(u, 0.9f, product, u);
            TensorPrimitives.MultiplyAddEstimate(u, -1e-3f, w, w);
        }
    }
}
