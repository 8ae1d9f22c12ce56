using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Optimisation;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>A random small network with data, F and masks, both for the library and for the reference in double precision.</summary>
internal sealed class ForwardCase
{
    private readonly RandomStream _stream;
    private readonly Func<double, double> _activation;

    public ForwardCase(
        int[] sizes, int count, string name, Activation activation, float dropout = 0, ActivationNormalisation? normalisation = null,
        float scale = 0.3f)
    {
        _stream = RandomStream.From($"forward-case/{name}");
        (ReferenceRules.Function value, _) = ReferenceFunctions.Of(activation);
        _activation = a => value(a);
        Network = new MultilayerPerceptron(sizes, activation, Initialiser.HeNormal, _stream.Child("weights"))
        {
            Normalisation = normalisation,
        };
        Projection = ProjectionInitialiser.HeNormal(scale).Draw(sizes[0], sizes[^1], _stream.Child("projection"));
        Batch = new MiniBatch(
            _stream.Child("inputs").NormalMatrix(sizes[0], count),
            Matrix<float>.Build.Dense(sizes[^1], count, (i, j) => i == j % sizes[^1] ? 1 : 0));
        if (dropout == 0) return;
        Batch.Masks = new DropoutMasks(Network, count, dropout, _stream.Child("masks"));
        Batch.Masks.Draw();
    }

    public MultilayerPerceptron Network { get; }

    public Matrix<float> Projection { get; }

    public MiniBatch Batch { get; }

    public Matrix<double> X => Double(Batch.Inputs);

    public Matrix<double> T => Double(Batch.Targets);

    public Matrix<double> F => Double(Projection);

    public static Matrix<double> Double(Matrix<float> matrix) => matrix.Map(static value => (double)value);

    /// <summary>The same network and masks in double precision.</summary>
    public ForwardReference Reference() => Reference(static w => w, static w => w);

    /// <summary>
    /// How far single precision may be off from the reference. A product of n terms in floating point is the exact product of weights each
    /// changed by at most about n·2⁻²⁴ of themselves, differently in each pass; so is what follows it, to a few units. The reference
    /// with weights so changed, at random, shows what such changes do to the result. The largest of five of them is allowed sixteen times,
    /// for random changes are not the worst ones; an error of the rule itself is thousands of times larger.
    /// </summary>
    /// <param name="rule">The reference's rule.</param>
    /// <param name="onePass">Whether the rule is a function of one pass, so that all products take the same changed weights.</param>
    public double Tolerance(Func<ForwardReference, Matrix<double>[]> rule, bool onePass = false)
    {
        RandomStream noise = _stream.Child("disturbance");
        double disturbance = (Network.Sizes.Max() + 8) / (double)(1 << 24);
        Matrix<double> Disturb(Matrix<double> w) => w.Map(value => value * (1 + disturbance * (2 * noise.NextDouble() - 1)));
        Matrix<double>[] exact = rule(Reference());
        double largest = Enumerable.Range(0, 5)
            .Select(_ => onePass ? Reference(Disturb, static w => w) : Reference(static w => w, Disturb))
            .Max(disturbed => Difference(exact, rule(disturbed)));

        // That shows nothing of the rounding of activations and of the last product: a few units of each of its B terms.
        double size = Reference().Pass(X).Max(h => h.Enumerate().Max(Math.Abs));
        double unit = (Batch.Count + 8) / (double)(1 << 24);
        return 16 * largest + unit * Batch.Count * Math.Max(size * size, 1);
    }

    /// <summary>G_l of the library, summed over the mini-batch.</summary>
    public static Matrix<double>[] UpdatesOf(LearningRule rule, MiniBatch batch)
    {
        UpdateRecorder recorder = new(rule.Network);
        rule.Learn(batch, recorder);
        return [.. recorder.Updates.Select(update => Double(update) * batch.Count)];
    }

    /// <summary>Largest difference of two entries.</summary>
    public static double Difference(IEnumerable<Matrix<double>> a, IEnumerable<Matrix<double>> b) =>
        a.Zip(b, (first, second) => (first - second).Enumerate().Max(Math.Abs)).Max();

    /// <summary>‖A_l − B_l‖/‖B_l‖ of each layer.</summary>
    public static double[] RelativeDifferences(IEnumerable<Matrix<double>> a, IEnumerable<Matrix<double>> b) =>
        [.. a.Zip(b, (first, second) => (first - second).FrobeniusNorm() / second.FrobeniusNorm())];

    private ForwardReference Reference(Func<Matrix<double>, Matrix<double>> once, Func<Matrix<double>, Matrix<double>> eachProduct) =>
        new([.. Network.Weights.Select(Double).Select(once)], _activation)
        {
            Masks = Batch.Masks is null ? null : [.. Enumerable.Range(0, Network.LayerCount - 1).Select(l => Double(Batch.Masks[l]))],
            Normalisation = Network.Normalisation?.Name,
            Disturb = eachProduct,
        };
}
