using AlignmentToolkit.CreditAssignment;
using AlignmentToolkit.Networks;
using AlignmentToolkit.Networks.Training;
using AlignmentToolkit.Numerics;

using MathNet.Numerics.LinearAlgebra;

using Xunit;

namespace AlignmentToolkit.Tests.CreditAssignment;

/// <summary>Direct feedback alignment with one projection for all hidden layers, against one matrix a layer.</summary>
public class SharedFeedbackTests
{
    private readonly MultilayerPerceptron _network = new(
        [12, 7, 9, 4, 3], Activation.Tanh, Initialiser.HeNormal, RandomStream.From("shared/weights"));

    private readonly Matrix<float> _projection = RandomStream.From("shared/projection").NormalMatrix(10, 3);

    private readonly MiniBatch _batch = new(
        RandomStream.From("shared/inputs").NormalMatrix(12, 5), Matrix<float>.Build.Dense(3, 5, (i, j) => i == j % 3 ? 1 : 0));

    [Theory, InlineData(false), InlineData(true)]
    public void Each_layer_takes_the_first_rows_of_one_product_a_mini_batch(bool dividesByRootOfUnits)
    {
        CountingProjection counting = new(_projection);
        DirectFeedbackAlignment shared = DirectFeedbackAlignment.Shared(
            _network, OutputLoss.SoftmaxCrossEntropy, counting, dividesByRootOfUnits);
        int[] sizes = [7, 9, 4];
        DirectFeedbackAlignment separate = new(
            _network,
            OutputLoss.SoftmaxCrossEntropy,
            [.. sizes.Select(size => new DenseProjection(
                _projection.SubMatrix(0, size, 0, 3) * (dividesByRootOfUnits ? 1 / MathF.Sqrt(size) : 1)))]);
        IReadOnlyList<double[,]> expected = NetworkBuilder.UpdatesOf(separate, _batch);
        IReadOnlyList<double[,]> found = NetworkBuilder.UpdatesOf(shared, _batch);

        // Scaled before or after the product: two roundings of 2⁻²⁴ each on either side.
        double tolerance = dividesByRootOfUnits ? 8 * Math.Pow(2, -24) * NetworkBuilder.Largest(expected) * 5 : 0;
        Assert.InRange(NetworkBuilder.LargestDifference(expected, found), 0, tolerance);
        Assert.Equal((1, 0), (counting.Products, counting.Steps));
        shared.EndStep(_batch);
        Assert.Equal((1, 1), (counting.Products, counting.Steps));
        Assert.Equal(separate.FeedbackAngles().Select(angle => angle.Name), shared.FeedbackAngles().Select(angle => angle.Name));
        foreach ((NamedAngle of, NamedAngle same) in separate.FeedbackAngles().Zip(shared.FeedbackAngles()))
            Assert.Equal(of.Degrees, same.Degrees, 1e-4);
    }

    [Fact]
    public void A_layer_of_shared_feedback_is_a_projection_of_its_own()
    {
        DirectFeedbackAlignment shared = DirectFeedbackAlignment.Shared(
            _network, OutputLoss.SoftmaxCrossEntropy, new DenseProjection(_projection));
        Matrix<float> errors = RandomStream.From("shared/errors").NormalMatrix(3, 2), signals = Matrix<float>.Build.Dense(9, 2);
        shared.Feedback[1].Project(errors, signals);
        Assert.InRange((signals - _projection.SubMatrix(0, 9, 0, 3) * errors).Enumerate().Max(Math.Abs), 0, 1e-5f);
    }

    [Theory, InlineData(8, 3), InlineData(10, 2)]
    public void A_projection_that_is_too_short_or_takes_other_errors_is_refused(int rows, int columns)
    {
        DenseProjection projection = new(Matrix<float>.Build.Dense(rows, columns));
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => DirectFeedbackAlignment.Shared(_network, OutputLoss.SoftmaxCrossEntropy, projection));
        Assert.Contains($"B is {rows}×{columns}; at least 9 rows and 3 columns are needed", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("fa"), InlineData("dfa"), InlineData("drtp"), InlineData("pepita"), InlineData("afa")]
    public void Every_rule_with_a_projection_tells_it_about_the_end_of_a_step(string rule)
    {
        MultilayerPerceptron network = new([12, 7, 3], Activation.Tanh, Initialiser.HeNormal, RandomStream.From("told/weights"));
        CountingProjection feedback = new(Matrix<float>.Build.Dense(7, 3)), toInput = new(Matrix<float>.Build.Dense(12, 3));
        OutputLoss loss = OutputLoss.SoftmaxCrossEntropy;
        LearningRule learning = rule switch
        {
            "fa" => new FeedbackAlignment(network, loss, [feedback]),
            "dfa" => new DirectFeedbackAlignment(network, loss, [feedback]),
            "drtp" => new DirectRandomTargetProjection(network, loss, [feedback]),
            "pepita" => new Pepita(network, loss, toInput),
            _ => new AdaptiveFeedbackAlignment(network, loss, toInput),
        };
        learning.EndStep(_batch);
        Assert.Equal(1, feedback.Steps + toInput.Steps);
    }

    /// <summary>A matrix that counts what is asked of it.</summary>
    private sealed class CountingProjection(Matrix<float> matrix) : IErrorProjection
    {
        private readonly DenseProjection _inner = new(matrix);

        public int Products { get; private set; }

        public int Steps { get; private set; }

        public int OutputSize => _inner.OutputSize;

        public int InputSize => _inner.InputSize;

        public Matrix<float>? Matrix => _inner.Matrix;

        public void Project(Matrix<float> errors, Matrix<float> signals)
        {
            Products++;
            _inner.Project(errors, signals);
        }

        public void EndStep() => Steps++;
    }
}
