using AlignmentToolkit.Benchmarks.Measuring;
using AlignmentToolkit.Benchmarks.Peers;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using static TorchSharp.torch;

namespace AlignmentToolkit.Benchmarks.Suites;

/// <summary>Matrix products in the shapes of a training step, written into memory that exists already on both sides.</summary>
public sealed class GemmSuite : ISuite
{
    /// <inheritdoc/>
    public string Name => "gemm";

    /// <inheritdoc/>
    public string Description => "single-precision products against libtorch (addmm_ in place) and the processor's multiply-add peak";

    /// <inheritdoc/>
    public IEnumerable<Comparison> Comparisons(int threads) =>
    [
        Product("forward W X, 64×784→1024", 1024, 784, 64, Form.Plain, 1),
        Product("forward W X, 64×1024→10", 10, 1024, 64, Form.Plain, 1),
        Product("gradient δ Hᵀ, 1024×64→784", 1024, 64, 784, Form.TransposedB, 1),
        Product("gradient δ Hᵀ, 10×64→1024", 10, 64, 1024, Form.TransposedB),
        Product("backward Wᵀ δ, 64×10→1024", 1024, 10, 64, Form.TransposedA),
        Product("backward Wᵀ δ, 64×1024→1024", 1024, 1024, 64, Form.TransposedA),
        Product("square 256", 256, 256, 256, Form.Plain),
        Product("square 1024", 1024, 1024, 1024, Form.Plain, 1.15, threads),
        Product("matrix-vector 1024", 1024, 1024, 1, Form.Plain),
        Product("transposed matrix-vector 1024", 1024, 1024, 1, Form.TransposedA),
    ];

    private enum Form
    {
        Plain,
        TransposedA,
        TransposedB,
    }

    private static Comparison Product(string name, int m, int k, int n, Form form, double bar = 0, int peakThreads = 0)
    {
        Random random = new(1);
        Matrix<float> a = form == Form.TransposedA ? Fill(k, m, random) : Fill(m, k, random);
        Matrix<float> b = form == Form.TransposedB ? Fill(n, k, random) : Fill(k, n, random);
        Matrix<float> c = Matrix<float>.Build.Dense(m, n);

        // libtorch is row-major, so the same memory holds the transposes there, and Cᵀ = Bᵀ Aᵀ.
        Tensor at = from_array(a.ToColumnMajorArray()).reshape(a.ColumnCount, a.RowCount);
        Tensor bt = from_array(b.ToColumnMajorArray()).reshape(b.ColumnCount, b.RowCount);
        Tensor left = form == Form.TransposedB ? bt.t() : bt;
        Tensor right = form == Form.TransposedA ? at.t() : at;
        Tensor ct = zeros(n, m);

        List<Peer> peers = [new("libtorch addmm_", () => ct.addmm_(left, right, beta: 0, alpha: 1), bar)];
        if (peakThreads > 0) peers.Add(new Peer("multiply-add peak", () => FmaPeak.Run(peakThreads), 0.8, FmaPeak.Work(peakThreads)));
        Action ours = form switch
        {
            Form.TransposedA => () => a.TransposeMultiplyInto(b, c),
            Form.TransposedB => () => a.MultiplyTransposeInto(b, c),
            _ => () => a.MultiplyInto(b, c),
        };
        return new Comparison(name, ours, peers, 2.0 * m * n * k, "FLOP");
    }

    private static Matrix<float> Fill(int rows, int columns, Random random) =>
        Matrix<float>.Build.Dense(rows, columns, (_, _) => random.NextSingle() - 0.5f);
}
